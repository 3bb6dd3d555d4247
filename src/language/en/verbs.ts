import { wordSet } from './word-set.ts';

/** Verbs of saying, after which another sentence may stand within the sentence. */
export const SAYING = wordSet(
  'said says say told tells added announced answered argued asked believed believes claimed cried denied',
  'explained feared hoped insisted insists knew knows learned noted replied reported reports repeated shouted',
  'suggested thinks thought wrote writes yelled screamed whispered called warned radioed demanded wondered pleaded urged joked recalled',
  'sobbed muttered exclaimed inquired continued snapped murmured begged',
);

/** Forms of verbs that can only be finite, or most often are, and do not end in -ed. */
const FINITE = wordSet(
  'am is are was were has have had does do did will would can could shall should may might must ain’t isn’t',
  "wasn’t weren’t didn’t doesn’t don’t won’t wouldn’t can’t couldn’t hasn’t haven’t hadn’t isn't wasn't",
  "weren't didn't doesn't don't won't wouldn't can't couldn't hasn't haven't hadn't",
  'agreed freed decreed arose ate awoke became began bent bet bit bled blew bore bought bound bred broke brought built burnt burst',
  'came cast caught chose clung cost crept cut dealt drank drew drove dug dwelt fed fell felt fled flew flung',
  'forbade forgot fought found froze gave got grew heard held hid hit hung hurt kept knelt knew laid lay lent',
  'left led let lit lost made meant met misled mistook overcame overthrew paid put quit ran rang read rode rose',
  'said sang sank sat saw sent set shed shook shot showed shrank shut sold sought spent split spoke sprang',
  'spread stole stood struck stuck stung swam swept swore swung taught thought threw told took tore undertook',
  'understood upheld went wept withdrew woke won wore wound wove wrote',
  'says goes becomes begins comes gives holds keeps knows makes means needs remains runs seems stands takes',
  'tells thinks wants want lives live works work expects expect',
);

/** Words in -ed that are no past form of a verb. */
const NO_PAST = wordSet(
  'hundred indeed sacred naked wicked kindred wretched beloved rugged biped moped shred',
);

/** Whether a word in small letters is probably a finite verb. */
export function isFiniteVerb(word: string): boolean {
  if (FINITE.has(word)) return true;
  return /[^e]ed$/.test(word) && word.length > 3 && !NO_PAST.has(word);
}
