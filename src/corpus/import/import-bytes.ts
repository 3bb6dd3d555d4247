import { ClippingsError } from '../../errors.ts';
import { importDocument } from './document.ts';
import { documentsIn, type Origin, type RawDocument } from './documents.ts';
import { type Draft, type DroppedLine, type ImportOptions, withOwnNames } from './draft.ts';

/** What became of one document of a file. */
export interface DocumentResult {
  readonly document: RawDocument;
  readonly drafts: readonly Draft[];
  readonly dropped: readonly DroppedLine[];
}

/** What became of a file. */
export interface BytesResult {
  readonly results: readonly DocumentResult[];
  readonly drafts: readonly Draft[];
  readonly dropped: readonly DroppedLine[];
  readonly headlines: ReadonlySet<string>;
  /** One for each document in an archive or a feed that could not be used. */
  readonly faults: readonly ClippingsError[];
}

export interface BytesOptions extends Omit<ImportOptions, 'name' | 'path' | 'around' | 'address'> {
  readonly origin: Origin;
  /** What the feed that the file was found by states of it. */
  readonly around?: ImportOptions['around'];
}

/**
 * Imports the bytes of a file, whatever it is: a text, a web page, a mail, an archive, a feed.
 * @throws ClippingsError CORPUS when nothing in it can be used
 */
export async function importBytes(
  bytes: Uint8Array,
  { origin, around: outer, ...options }: BytesOptions,
): Promise<BytesResult> {
  const { documents, faults } = await documentsIn(bytes, origin);
  const failed: ClippingsError[] = [...faults];
  const results: DocumentResult[] = [];
  let headlines = options.knownHeadlines ?? new Set<string>();
  for (const document of documents) {
    try {
      const { name, path, content, address, around = outer } = document;
      const found = importDocument(content, {
        ...options,
        name,
        path,
        knownHeadlines: headlines,
        ...(address && { address }),
        ...(around && { around }),
      });
      headlines = found.headlines;
      results.push({ document, drafts: found.drafts, dropped: found.dropped });
    } catch (error) {
      if (!(error instanceof ClippingsError)) throw error;
      failed.push(error);
    }
  }
  const [only] = failed;
  if (results.length === 0 && failed.length === 1 && only) throw only;
  const drafts = withOwnNames(results.flatMap((result) => result.drafts));
  return {
    results: named(results, drafts),
    drafts,
    dropped: results.flatMap((each) => each.dropped),
    headlines,
    faults: failed,
  };
}

/** The results with their drafts' own names. */
function named(results: readonly DocumentResult[], drafts: readonly Draft[]): readonly DocumentResult[] {
  let place = 0;
  return results.map((result) => {
    const own = drafts.slice(place, place + result.drafts.length);
    place += own.length;
    return { ...result, drafts: own };
  });
}
