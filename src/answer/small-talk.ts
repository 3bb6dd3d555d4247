/**
 * What somebody means who talks to the bot and asks the articles nothing: that they want to know what it does,
 * or nothing that wants more than a nod.
 */
export type SmallTalk = 'help' | 'greeting' | 'nod';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Whole sentences, without accents and signs, that ask what the bot is and does. */
const ABOUT_THE_BOT = new Set(
  [
    'help, help me, i need help, hi im new here, im new here, what are you able to do, what can i do here, can you help, can you help me, commands, what are the commands, usage',
    'what can you do, what do you do, what are you, who are you, what is this, whats this, what can i ask, what can i ask you',
    'how does this work, how do you work, how does it work, how do i use this, how do i use you, how to use, how to use this',
    'are you there, you there, anybody there, are you a bot, are you real, are you alive, are you an ai, do you work, are you working',
    'test, testing, ping',
    'ayuda, ayudame, necesito ayuda, que puedes hacer, que haces, que eres, quien eres, como funciona, como funcionas, estas ahi, prueba',
    'hilfe, hilf mir, was kannst du, wer bist du, wie funktioniert das, bist du da',
    'aide, aidez moi, aide moi, que peux tu faire, qui es tu, comment ca marche, tu es la',
    'ajuda, me ajuda, o que voce faz, quem e voce, como funciona, aiuto, chi sei, cosa sai fare',
  ].flatMap((line) => line.split(', ')),
);

/** Whole sentences that greet. */
const HOW_ARE_YOU = new Set(
  [
    'how are you, how are you doing, how are you today, how r u, hows it going, how is it going, how goes it, whats up, what is up, sup',
    'que tal, como estas, como va, wie gehts, wie geht es dir, ca va, comment ca va, tudo bem, como vai, come stai',
  ].flatMap((line) => line.split(', ')),
);

/** Whole sentences that are said after an answer. */
const SAID_AFTERWARDS = new Set(
  [
    'well done, well played, i see, makes sense, that makes sense, fair enough, good to know, never mind, nevermind, sorry, my bad, oops',
    'welcome, youre welcome, you are welcome, no problem, no worries, see you, see you later, see ya, see you soon, talk to you later, ttyl, brb',
    'youre great, you are great, youre the best, you are the best, youre awesome, you are awesome, i love you, i love it, love it, love you, i like you',
    'bad, stupid, dumb, useless, bad answer, you suck, this sucks, shut up, go away',
    'de nada, lo siento, te quiero, no pasa nada, entiendo, entendido, hasta luego, hasta manana, nos vemos',
    'bitte schon, gern geschehen, alles klar, bis bald, bis spater, de rien, a bientot, pas de probleme, de nada, ate logo',
  ].flatMap((line) => line.split(', ')),
);

const GREETINGS = words(
  'hi hii hello helo hey heya hiya howdy greetings morning gm hola yo buenas hallo moin servus bonjour salut coucou bonsoir ola oi ciao',
);

const GOOD_DAY =
  /\b(?:good (?:morning|afternoon|evening|day)|gute[nr]? (?:morgen|tag|abend)|buen[oa]s? (?:dias?|tardes)|bo[ma] (?:dia|tarde))\b/;

/** What is said after an answer, or in place of a question. */
const NODS = words(
  `thanks thank thankyou thx tx ty tysm cheers ta gracias danke dank merci obrigado obrigada grazie
   nice cool great good awesome perfect perfectly amazing brilliant excellent wonderful impressive bravo wow neat sweet lovely super
   ok okay okey okayy okk oki okie k kk yes yep yeah yup no nope nah sure alright lol lmao rofl haha hahaha hahahaha hehe xd np
   bye goodbye cya goodnight gn adios chao chau tschuss hasta
   genial perfecto vale bueno bien claro jaja jajaja si gut toll klasse genau ja nein parfait bien oui non legal otimo sim nao`,
);

/** What may stand beside those words without a question coming of it. */
const BESIDE = words(
  `bot bots robot clippings there all everyone everybody again mate buddy friend friends guys team sir man dude folks you u ya your
   so very much a an the lot lots ton tons million really too to for that this it its is was i me my we one well done job work
   answer answers info information help helping quick fast please pls plz oh ah hm hmm um and but now then today day see got
   morning afternoon evening later soon appreciate appreciated be have take care
   night buenos muchas muchisimas mil por todo la el los tu ayuda respuesta dir euch fur dias tardes noches amigo luego pronto eso muy
   vielen schon sehr guten guter tag morgen abend auf wiedersehen
   beaucoup mille pour tout bien a tous bom boa dia tarde noite muito molte grazie`,
);

/** Words that make a question of what stands beside them. */
const ASKING = words('who whom whose what when where why how which did does do are were');

const MOST_WORDS = 9;
const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|<a?:\w+:\d+>/u;
const EMOTICON = /^<3+$|^[\s:;=8xX'^<3()\-_.oOdDpP/\\|*]*[:;=][\s:;='^()\-_.oOdDpP/\\|*3]+$/;

/**
 * What a message is that asks the articles nothing: a greeting, thanks, a request for help, an emoji.
 * @returns undefined for everything else: what could be a question is one
 */
export function smallTalkIn(message: string): SmallTalk | undefined {
  const text = message.replace(/<a?:\w+:\d+>/g, ' ').trim();
  const said = (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}']+/gu) ?? []
  ).map(plainWord);
  if (said.length === 0) return EMOJI.test(message) || EMOTICON.test(text) ? 'nod' : undefined;
  if (EMOTICON.test(text)) return 'nod';
  if (said.length > MOST_WORDS) return undefined;
  const sentence = withoutAddress(said).join(' ');
  if (ABOUT_THE_BOT.has(sentence)) return 'help';
  if (HOW_ARE_YOU.has(sentence)) return 'greeting';
  if (SAID_AFTERWARDS.has(sentence) && !message.includes('?')) return 'nod';
  return socialOnly(said, message);
}

/** A word as it is looked up: "heyyy" is "hey", "who's" is "whos". */
function plainWord(word: string): string {
  return word.replaceAll("'", '').replace(/(.)\1{2,}/gu, '$1');
}

/** The words without those that only address the bot: "hey bot, what can you do please". */
function withoutAddress(said: readonly string[]): readonly string[] {
  const rest = said.filter((word) => !/^(?:please|pls|plz|bot|clippings|por|favor|bitte)$/.test(word));
  const greets = rest.findIndex((word) => !GREETINGS.has(word) && word !== 'there');
  return greets > 0 ? rest.slice(greets) : rest;
}

function socialOnly(said: readonly string[], message: string): SmallTalk | undefined {
  if (said.some((word) => ASKING.has(word))) return undefined;
  if (!said.every((word) => GREETINGS.has(word) || NODS.has(word) || BESIDE.has(word))) return undefined;
  if (said.some((word) => GREETINGS.has(word)) || GOOD_DAY.test(said.join(' '))) return 'greeting';
  const nods = said.some((word) => NODS.has(word));
  return nods && !message.includes('?') ? 'nod' : undefined;
}
