import type { ToldIn } from '../../answer/foreign.ts';

/** That the articles are in other languages than a question, in the language of that question. */
const TEXTS: Readonly<Record<ToldIn, (languages: string) => string>> = {
  es: (languages) =>
    `Los artículos están en ${languages}, y los cito palabra por palabra, sin traducir; en español no encuentro lo que dicen. Pregunta en ${languages}, por ejemplo con ayuda de un traductor.`,
  de: (languages) =>
    `Die Artikel sind auf ${languages}. Ich zitiere sie Wort für Wort und übersetze nicht; auf Deutsch finde ich nicht, was in ihnen steht. Frag bitte auf ${languages}, etwa mit einem Übersetzer.`,
  fr: (languages) =>
    `Les articles sont en ${languages}. Je les cite mot pour mot, sans traduire, et ne trouve pas leurs réponses en français. Posez la question en ${languages}, par exemple à l’aide d’un traducteur.`,
  pt: (languages) =>
    `Os artigos estão em ${languages}. Cito-os palavra por palavra, sem traduzir, e em português não encontro o que dizem. Pergunte em ${languages}, por exemplo com a ajuda de um tradutor.`,
  it: (languages) =>
    `Gli articoli sono in ${languages}. Li cito parola per parola, senza tradurre, e in italiano non trovo quello che dicono. Fai la domanda in ${languages}, per esempio con un traduttore.`,
  en: (languages) =>
    `The articles are in ${languages}. I quote them word for word and do not translate, and cannot find in English what they say. Please ask in ${languages}, with a translator perhaps.`,
};

/** Says so, naming the languages of the articles. */
export function foreignText(told: ToldIn, languages: Iterable<string>): string {
  const names = new Intl.DisplayNames([told], { type: 'language' });
  const list = new Intl.ListFormat(told, { type: 'conjunction' });
  return TEXTS[told](list.format([...languages].map((language) => names.of(language) ?? language)));
}
