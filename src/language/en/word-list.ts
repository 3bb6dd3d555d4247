import nspell from 'nspell';

let opened: Promise<(word: string) => boolean> | undefined;

/**
 * Tells whether a word in lower case is English, as Hunspell's dictionaries of American and British English
 * have it, names among them. They are read once, when they are first needed: together some 25 MB.
 */
export function openWordList(): Promise<(word: string) => boolean> {
  opened ??= readWordList();
  return opened;
}

async function readWordList(): Promise<(word: string) => boolean> {
  const [{ default: american }, { default: british }] = await Promise.all([
    import('dictionary-en'),
    import('dictionary-en-gb'),
  ]);
  const lists = [american, british].map(({ aff, dic }) => nspell(Buffer.from(aff), Buffer.from(dic)));
  const holds = (word: string) => lists.some((list) => list.correct(word));
  return (word) => holds(word) || holds(word.charAt(0).toUpperCase() + word.slice(1));
}
