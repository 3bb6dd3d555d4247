declare module 'html-encoding-sniffer' {
  /** The encoding of HTML or XML by the algorithm of browsers: a name of the Encoding Standard. */
  export default function sniffEncoding(
    bytes: Uint8Array,
    options?: { transportLayerEncodingLabel?: string; defaultEncoding?: string; xml?: boolean },
  ): string;
}
