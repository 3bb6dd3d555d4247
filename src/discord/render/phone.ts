/** Characters of body text on one line of a phone, 360 to 400 px wide. */
const COLUMNS = 44;

/** How many lines a message takes on a phone. Signs of formatting and addresses behind words are not seen. */
export function phoneLines(content: string): number {
  return content.split('\n').reduce((count, line) => count + wrappedLines(seen(line)), 0);
}

function seen(line: string): string {
  return line
    .replace(/\]\(<[^<>]*>\)/g, '')
    .replace(/^(?:> |-# )/, '')
    .replace(/\*\*|\\(?=[^\w\s])/g, '');
}

function wrappedLines(line: string): number {
  let lines = 1;
  let used = 0;
  for (const { length } of line.split(' ')) {
    const room = used === 0 ? length : used + 1 + length;
    if (room <= COLUMNS) {
      used = room;
      continue;
    }
    lines += (used === 0 ? 0 : 1) + Math.floor(Math.max(0, length - 1) / COLUMNS);
    used = length === 0 ? 0 : ((length - 1) % COLUMNS) + 1;
  }
  return lines;
}
