/**
 * What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"): one of these signs, or
 * their full-width twins, after whatever white space, control or invisible characters.
 */
const FORMULA = /^[\p{C}\p{Z}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/**
 * One line of a table (RFC 4180). Text that a spreadsheet would run as a formula is preceded by an
 * apostrophe, which makes it text: questions are written by anybody.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;\t']/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
