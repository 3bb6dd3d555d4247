import type { TextRole } from './embedder.ts';
import type { ModelSpec } from './models.ts';

/** Where models lie, and whether they may be downloaded. */
export interface ModelPlace {
  readonly modelsDir: string;
  readonly remote: boolean;
}

/** One piece of work for the worker thread. `model` is the number that loading it gave. */
export type WorkerTask =
  | { readonly operation: 'load'; readonly spec: ModelSpec; readonly place: ModelPlace }
  | { readonly operation: 'release'; readonly model: number }
  | {
      readonly operation: 'embed' | 'tokens' | 'count' | 'ids';
      readonly model: number;
      readonly texts: readonly string[];
      readonly role: TextRole;
    };

export type WorkerRequest = WorkerTask & { readonly id: number };

/** What comes back: a model, counts, token ids, embeddings, or token vectors and pooled embedding by turns. */
export type WorkerReply =
  | { readonly model: number; readonly dimensions: number }
  | { readonly counts: readonly number[] }
  | { readonly ids: readonly (readonly number[])[] }
  | {
      readonly vectors: readonly Float32Array[];
      readonly tokens?: readonly { readonly ids: readonly number[]; readonly offsets: readonly number[] }[];
    };
