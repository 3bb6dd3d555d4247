import { wordSet } from './word-set.ts';

/**
 * Words that say nothing of what a text is about: the English list of the Snowball project
 * (snowballstem.org/algorithms/english/stop.txt, BSD; the copy of @orama/stopwords 3.1), without its forms
 * with an apostrophe, which tokens have lost, and with the few that it lacks of its own kinds: "us", "its",
 * forms of "have" and "do", and the adverbs "also", "just", "into", "onto", "yet".
 */
export const STOP_WORDS = wordSet(
  'i me my myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers',
  'herself it its itself they them their theirs themselves what which who whom whose this that these those am is',
  'are was were be been being have has had having do does did doing done will would shall should can could may',
  'might must ought cannot an a the and but if or because as until while of at by for with about against between',
  'into onto through during before after above below to from up down in out on off over under again further then',
  'once here there when where why how all any both each few more most other some such no nor not only own same so',
  'than too very also just yet',
);

/** Words with which something is asked for, and which say nothing of what: "please tell me exactly". */
export const ASKING_WORDS = wordSet('please tell give explain exactly really actually know say');
