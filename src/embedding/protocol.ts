import type { TextRole } from './embedder.ts';
import type { EmbedderSpec, ReaderSpec } from './models.ts';
import type { Reading } from './reader.ts';

/** Where models lie, and whether they may be downloaded. */
export interface ModelSource {
  readonly modelsDir: string;
  readonly remote: boolean;
}

/** One piece of work for the worker thread. `model` is the number that loading it gave. */
export type WorkerTask =
  | { readonly operation: 'loadEmbedder'; readonly spec: EmbedderSpec; readonly source: ModelSource }
  | { readonly operation: 'loadReader'; readonly spec: ReaderSpec; readonly source: ModelSource }
  | { readonly operation: 'release'; readonly model: number }
  | {
      readonly operation: 'embed' | 'count';
      readonly model: number;
      readonly texts: readonly string[];
      readonly role: TextRole;
    }
  | {
      readonly operation: 'read' | 'match';
      readonly model: number;
      readonly question: string;
      readonly passages: readonly string[];
    };

export type WorkerRequest = WorkerTask & { readonly id: number };

/** What comes back, by operation. */
export interface WorkerReplies {
  readonly loadEmbedder: { readonly model: number; readonly dimensions: number };
  readonly loadReader: { readonly model: number };
  readonly release: Record<string, never>;
  readonly embed: { readonly vectors: readonly Float32Array[] };
  readonly match: { readonly matches: readonly number[] };
  readonly count: { readonly counts: readonly number[] };
  readonly read: { readonly readings: readonly Reading[] };
}

export type WorkerReply<Operation extends WorkerTask['operation'] = WorkerTask['operation']> =
  WorkerReplies[Operation];
