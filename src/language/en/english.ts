import type { Language } from '../language.ts';
import { sentencesOf } from './sentences.ts';
import { STOP_WORDS } from './stop-words.ts';
import { termsOf } from './terms.ts';
import { tokensOf } from './tokens.ts';

export const english: Language = { code: 'en', sentencesOf, tokensOf, termsOf, stopWords: STOP_WORDS };
