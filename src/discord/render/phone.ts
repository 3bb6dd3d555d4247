/** Characters on one line of a phone, 360 to 400 px wide; small print is set at 13 px where text is set at 16. */
const COLUMNS = { text: 44, small: 54 } as const;

/** How many lines a message takes on a phone. Signs of formatting and addresses behind words are not seen. */
export function phoneLines(content: string): number {
  return content.split('\n').reduce((count, line) => count + wrappedLines(seen(line), columnsOf(line)), 0);
}

function columnsOf(line: string): number {
  return line.startsWith('-# ') ? COLUMNS.small : COLUMNS.text;
}

function seen(line: string): string {
  return line
    .replace(/\]\(<[^<>]*>\)/g, '')
    .replace(/^(?:> |-# )/, '')
    .replace(/\*\*|\\(?=[^\w\s])/g, '');
}

function wrappedLines(line: string, columns: number): number {
  let lines = 1;
  let used = 0;
  for (const { length } of line.split(' ')) {
    const room = used === 0 ? length : used + 1 + length;
    if (room <= columns) {
      used = room;
      continue;
    }
    lines += (used === 0 ? 0 : 1) + Math.floor(Math.max(0, length - 1) / columns);
    used = length === 0 ? 0 : ((length - 1) % columns) + 1;
  }
  return lines;
}
