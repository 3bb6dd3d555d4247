/** Discord's published limits, in UTF-16 units unless named otherwise. */
export const LIMITS = {
  message: 2000,
  customId: 100,
  buttonLabel: 80,
  buttonsPerRow: 5,
  rows: 5,
  selectOptions: 25,
  selectText: 100,
  placeholder: 150,
  choices: 25,
  choiceText: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  commandTotal: 8000,
  modalTitle: 45,
  modalLabel: 45,
  textInput: 4000,
  altText: 1024,
  attachmentBytes: 10 * 1024 * 1024,
} as const;

/** The longest question that is taken; a longer one is a document. */
export const MAX_QUESTION = 1000;

/**
 * The text's beginning, at most `most` long with the sign that something is missing; it never ends
 * within a surrogate pair, nor within a word unless that alone is most of it. Never used on the words of an
 * article.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const whole = /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
  const space = whole.lastIndexOf(' ');
  return `${(space > most * 0.3 ? whole.slice(0, space) : whole).trimEnd()}…`;
}
