/** A half-open range of UTF-16 offsets, `start <= i < end`, into an article's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text a span covers. */
export function slice(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/** Whether a span lies within a text and cuts no surrogate pair. */
export function fits(text: string, { start, end }: Span): boolean {
  return (
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    0 <= start &&
    start < end &&
    end <= text.length &&
    !cutsPair(text, start) &&
    !cutsPair(text, end)
  );
}

/** The span without white space at its ends; undefined when nothing else is in it. */
export function trimmed(text: string, span: Span): Span | undefined {
  const found = slice(text, span);
  const start = span.start + (found.length - found.trimStart().length);
  const end = span.end - (found.length - found.trimEnd().length);
  return start < end ? { start, end } : undefined;
}

/** Whether `outer` covers all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function cutsPair(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
