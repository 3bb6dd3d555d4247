// Node 20's own TextDecoder reads windows-1252 as ISO 8859-1, without quotation marks and dashes.
import { TextDecoder } from '@exodus/bytes/encoding.js';
import sniffEncoding from 'html-encoding-sniffer';
import { ClippingsError } from '../../errors.ts';

/** Characters that no text holds: control characters but for tab, line ends and form feed. */
const BINARY = /(?!\s|[\u007F-\u009F])\p{Cc}/u;
/** How much of a document is looked at to tell its encoding. */
const LOOKED_AT = 4_096;

export interface DecodeOptions {
  /** The document, for messages. */
  readonly where: string;
  /** The encoding that the server names. */
  readonly charset?: string;
}

/**
 * The text of a document's bytes, by the encoding that a browser would take: its byte-order mark, what the
 * server or the page says, UTF-8 when it is that, and Windows' western one besides.
 * @throws ClippingsError CORPUS when it is no text
 */
export function decodeDocument(bytes: Uint8Array, { where, charset }: DecodeOptions): string {
  const encoding = encodingOf(bytes, charset);
  const text = new TextDecoder(encoding).decode(bytes);
  const binary = BINARY.exec(text);
  if (!binary) return text;
  const line = text.slice(0, binary.index).split('\n').length;
  throw new ClippingsError('CORPUS', `${where}:${line}: is binary, not text. Save it as UTF-8 text.`);
}

function encodingOf(bytes: Uint8Array, charset: string | undefined): string {
  const named = sniffEncoding(bytes, {
    ...(charset && { transportLayerEncodingLabel: charset }),
    defaultEncoding: 'none',
  });
  if (named !== 'none' && named !== '') return named;
  return unmarkedUtf16(bytes) ?? xmlEncoding(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** UTF-16 without its mark: every other byte of western text is nought. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const start = bytes.subarray(0, LOOKED_AT);
  const noughts = [0, 0];
  start.forEach((byte, place) => {
    if (byte === 0) noughts[place % 2] = (noughts[place % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = noughts;
  if (Math.max(even, odd) < start.length * 0.3 || Math.min(even, odd) > start.length * 0.05) return undefined;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

function xmlEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const label = /^\s*<\?xml[^>]{0,100}\bencoding=["']([\w-]{1,40})["']/.exec(start)?.[1];
  if (label === undefined) return undefined;
  const known = sniffEncoding(new Uint8Array(), {
    transportLayerEncodingLabel: label,
    defaultEncoding: 'none',
  });
  return known === 'none' ? undefined : known;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // not what the bytes are; that is the question
  }
}
