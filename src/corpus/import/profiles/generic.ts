import type { FurnitureRule, Profile } from './profile.ts';

/** The reason given for a web page's own date, which is not the story's. */
export const PAGE_DATE = "the web page's own date";
/** The reason given for a copyright line. */
export const COPYRIGHT = 'copyright';

const SITES =
  '(?:facebook|twitter|x|linked ?in|whats ?app|telegram|reddit|pinterest|e-?mail|messenger|flipboard|bluesky|threads|copy link|link)';

/**
 * Lines that are furniture on any page: each is a whole line, so that no sentence of a story is one by
 * chance. Spaced-out letters are closed up first.
 */
export const GENERIC_RULES: readonly FurnitureRule[] = [
  {
    pattern: /^(?:world|u\.?s\.?|local|national|top|latest|breaking) (?:news|stories)$/i,
    reason: 'page banner',
    opensPage: true,
  },
  {
    pattern:
      /^(?:advertisement|advertising|ad|sponsored(?: content)?|paid (?:post|content)|promoted|open menu|toggle navigation)$/i,
    reason: 'page banner',
  },
  {
    pattern:
      /^(?:menu|search|close|home|explore|news|sports?|latest|video|live|next|prev|previous|expand|collapse|links?|topics?|tags?|share|print|related|more|comments?|today|yesterday|advertise|about us|contact us|help|faq|privacy(?: policy)?|terms (?:of (?:use|service)|and conditions)(?: (?:and|&) privacy(?: policy)?)?)$/i,
    reason: 'page banner',
    outside: true,
  },
  {
    pattern:
      /^(?:advertisement\W+)?(?:continue reading|story continues|article continues)(?: below| after)?(?: (?:the |this )?(?:main story|ad(?:vertisement)?|advert))?\W*$/i,
    reason: 'page navigation',
  },
  {
    pattern:
      /^(?:back to (?:top|home|story page|story)|top of page|home ?page|(?:next|previous) page|page \d+ of \d+|skip to (?:main )?content|jump to content|scroll (?:down|to continue)[^.]{0,30}|(?:show|load|view|see) (?:more|less|all)(?: comments| stories| photos| posts)?|read (?:more|full story|the full story|on))$/i,
    reason: 'page navigation',
  },
  {
    pattern: new RegExp(
      `^(?:share|tweet|post|pin|like|send|save|print|copy|e-?mail|follow|comment|bookmark|listen|gift this article)(?:(?: this)?(?: (?:page|story|article|post))?| (?:us )?(?:on|via|by|to|with) ${SITES}| link)$`,
      'i',
    ),
    reason: 'share link',
  },
  { pattern: new RegExp(`^${SITES}(?:[\\s,|/·•]+${SITES})*$`, 'i'), reason: 'share link' },
  { pattern: /^(?:follow|like|find|join) us (?:on|at)\b.{0,60}$/i, reason: 'share link' },
  { pattern: /^(?:leave|post|add|write) a (?:comment|reply)$/i, reason: 'feedback link' },
  {
    pattern:
      /^(?:view |see |show |read |all )?(?:\d[\d,.]* )?(?:comments?|replies|shares)(?: \(?\d[\d,.]*\)?)?$/i,
    reason: 'feedback link',
  },
  {
    pattern:
      /^(?:est(?:imated|\.)? )?(?:reading time:? ?)?(?:about )?\d{1,3}[ -]?min(?:ute)?s?\.?(?: (?:to )?read)?$/i,
    reason: 'time it takes to read',
  },
  {
    pattern:
      /^(?:read (?:more|also|next)|see also|also read|related|related (?:article|story|coverage)|more|watch|listen|recommended|don['’]t miss|must read|up next|in pictures|in case you missed it|go deeper|explore more)\s?[:|>»→–—-]\s?\S.{0,180}$/i,
    reason: 'link to another story',
  },
  { pattern: /^get the latest updates\b.{0,80}$/i, reason: 'invitation to subscribe' },
  {
    pattern: /^(?:subscribe|sign up|register)(?: (?:to|for|now|today|here)\b[^.,]{0,60})?$/i,
    reason: 'invitation to subscribe',
  },
  {
    pattern:
      /^(?:please )?(?:subscribe|sign up|register|log in|sign in)\b.{0,80}\b(?:to (?:continue|keep) reading|newsletters?|in your inbox|to your inbox|alerts|straight to your|full access|unlimited access)\b.{0,120}$/i,
    reason: 'invitation to subscribe',
  },
  {
    pattern:
      /^(?:already (?:a|have)|not (?:a|yet a)|are you a|become a|want more).{0,60}\b(?:subscriber|member|account|subscription)\b.{0,80}$/i,
    reason: 'invitation to subscribe',
  },
  {
    pattern:
      /^(?:to continue reading|this (?:article|content|story) is (?:for|only|reserved|available to|exclusive)|you have (?:\d+|reached|read)).{0,80}\b(?:subscri\w+|register\w*|log ?in|sign ?in|sign ?up|members?|articles?)\b.{0,100}$/i,
    reason: 'invitation to subscribe',
  },
  {
    pattern: /^(?:download|get) (?:our|the) (?:free )?(?:[A-Z]\S* ){0,3}app\b.{0,100}$/i,
    reason: 'invitation to subscribe',
  },
  {
    pattern:
      /^(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.{0,60}\b(?:use|uses|store|place)s? cookies\b.{0,300}$/i,
    reason: 'cookie notice',
  },
  {
    pattern:
      /^by (?:clicking|continuing|using).{0,60}\b(?:you (?:agree|consent|accept)|cookies?)\b.{0,200}$/i,
    reason: 'cookie notice',
  },
  {
    pattern:
      /^(?:accept|reject|allow|decline|manage|deny)(?: (?:all|cookies|all cookies|preferences|settings|choices|and close|only necessary))*$|^(?:cookie|privacy) (?:settings|preferences|policy|notice)$/i,
    reason: 'cookie notice',
  },
  { pattern: /^[^|.!?]{1,30}(?:\s\|\s[^|.!?]{1,30}){2,}$/, reason: 'navigation menu' },
  { pattern: /^[^>›»/.!?]{1,40}(?:\s?[>›»]\s?[^>›»/.!?]{1,60}){1,6}$/, reason: 'path of the page' },
  {
    pattern:
      /^(?:topics?|tags?|filed under|categor(?:y|ies)|keywords|sections?|posted in|related topics)(?:\s?:.{0,200})?$/i,
    reason: 'list of topics',
  },
  {
    pattern:
      /^(?:you (?:may|might|could|['’]ll) (?:also )?(?:like|be interested in|love|enjoy)|recommended(?: for you| stories| reading)?|more (?:on this(?: story)?|from [^.]{1,60}|stories|news|like this)|most (?:read|popular|viewed|shared)|trending(?: now)?|editors?['’]?s? picks?|related(?: (?:articles|topics|content|news|posts|links|internet links))?|read next|further reading|popular now|around the web|from the web|what to read next|also on [^.]{1,40})$/i,
    reason: 'heading of related stories',
  },
  {
    pattern:
      /^\(?(?:(?:additional|further) )?(?:reporting|writing|editing|compiled|written|edited) by \p{Lu}.{0,200}$/iu,
    reason: 'credit',
    outside: true,
  },
  { pattern: /^[-–—_=*~.·•\s]{3,}$/, reason: 'line of marks' },
  { pattern: /^web ?posted (?:at|on)\b.{0,80}$/i, reason: 'time of posting' },
  {
    pattern: /^\W*(?:last |date )?(?:updated|modified|edited|changed|reviewed)\b\W.{0,80}\d.{0,40}$/i,
    reason: PAGE_DATE,
  },
  { pattern: /^\W*last (?:updated|modified)\b.{0,60}$/i, reason: PAGE_DATE },
  {
    pattern:
      /^(?:(?:published|posted|updated|added)\s:?\s*)?(?:about |over |almost )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|a few) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|mo|months?|y|yrs?|years?) ago$/i,
    reason: PAGE_DATE,
  },
  {
    pattern:
      /^(?:(?:published|posted|updated)\s:?\s*)?(?:just now|(?:today|yesterday),? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?)$/i,
    reason: PAGE_DATE,
  },
  { pattern: /^(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}|by\s+\p{Lu}[^.!?]{0,80}$))/iu, reason: COPYRIGHT },
  { pattern: /^all rights reserved\.?$/i, reason: COPYRIGHT },
  {
    pattern: /^this material may not be published, broadcast, rewritten,? (?:or )?redistributed.{0,80}$/i,
    reason: COPYRIGHT,
  },
  { pattern: /^(?:loading|please wait)\W{0,4}$/i, reason: 'page banner' },
  {
    pattern:
      /^(?:your browser does not support|javascript is (?:disabled|required)|please enable javascript|this video (?:can not|cannot) be played).{0,160}$/i,
    reason: 'note on the page',
  },
  {
    pattern:
      /^(?:image|photo|photograph|picture|video|graphic)?\s?(?:credit|source|caption|courtesy)s?\s?:.{0,120}$|^(?:image|photo|photograph)(?:s|graph)? (?:by|courtesy of) .{0,100}$|^(?:getty images|reuters|ap photo|afp|pa media|epa|shutterstock|alamy|file photo|handout)(?:\s*[/,|–-]\s*[\p{L} .]{1,40})?$/iu,
    reason: "picture's caption or credit",
  },
];

/** What holds for any page: shy, as whatever it drops is lost. */
export const GENERIC: Profile = { name: 'generic', rules: GENERIC_RULES };

/**
 * Why a line is furniture on any page; undefined when it is not. Looks at lines of up to 400 characters.
 * @param outside whether it stands before the story's first sentence or after its last
 */
export function genericReason(line: string, outside: boolean): string | undefined {
  if (line.length > 400) return undefined;
  return GENERIC_RULES.find((rule) => (outside || !rule.outside) && rule.pattern.test(line))?.reason;
}
