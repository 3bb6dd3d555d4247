import type { TextRole } from './embedder.ts';
import type { ModelSpec } from './models.ts';

/** What the worker thread is started with. */
export interface WorkerSettings {
  readonly specs: readonly ModelSpec[];
  readonly modelsDir: string;
  readonly remote: boolean;
}

/** One piece of work for a model in the worker thread. */
export interface WorkerRequest {
  readonly id: number;
  /** The model's place in the settings. */
  readonly model: number;
  readonly operation: 'embed' | 'tokens' | 'count' | 'ids';
  readonly texts: readonly string[];
  readonly role: TextRole;
}

/** What comes back: counts, token ids, embeddings, or token vectors and pooled embedding by turns. */
export type WorkerReply =
  | { readonly counts: readonly number[] }
  | { readonly ids: readonly (readonly number[])[] }
  | {
      readonly vectors: readonly Float32Array[];
      readonly tokens?: readonly { readonly ids: readonly number[]; readonly offsets: readonly number[] }[];
    };
