import type { Span } from '../corpus/span.ts';

/** A word of a text, or what stands for one. */
export interface Token {
  readonly text: string;
  readonly span: Span;
  /**
   * An initialism is written in capitals or with full stops ("NATO", "U.S.", "a.m."); a code mixes letters with
   * figures or signs, or has a letter before a hyphen ("B-52", "C++", "AT&T", "e-mail"); an address is of the
   * net, or names a member or a channel.
   */
  readonly shape: 'word' | 'initialism' | 'number' | 'code' | 'address';
}

/** What the program knows of a language that texts and questions are written in. */
export interface Language {
  /** The code of the language, as BCP 47 has it. */
  readonly code: string;
  /** The sentences within a span, in order, without the white space between them. */
  sentencesOf(text: string, within: Span): readonly Span[];
  tokensOf(text: string): readonly Token[];
  /** What a text is searched by: its words without stop words, in lower case and stemmed. */
  termsOf(text: string): readonly string[];
  /** Words that say nothing of what a text is about, in lower case. */
  readonly stopWords: ReadonlySet<string>;
}
