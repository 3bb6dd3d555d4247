import { dateWords } from './dates.ts';

const dates = dateWords('en-US');

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return plural(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return plural(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day');
}

/** Everything the bot says, in English. */
export const en = {
  locale: 'en',
  ...dates,
  duration,

  // An answer
  question: (question: string) => `Question: ${question}`,
  following: (question: string) => `Following on from: ${question}`,
  readAs: (typed: string, read: string) => `Read “${typed}” as “${read}”.`,
  periodNote: (period: string) => `Looking at: ${period}`,
  only: (filters: string) => `Only: ${filters}`,
  fromDay: (day: string) => `from ${day}`,
  toDay: (day: string) => `until ${day}`,
  noPublisher: 'publisher not stated',
  undated: 'undated',
  original: 'original',
  noHeadline: 'no headline',
  inferred: (what: string) => `${what} (inferred)`,
  copies: (count: number) => `also in ${plural(count, 'other')}`,
  dateBasis: (basis: string) => `Date: ${basis}`,
  publisherBasis: (basis: string) => `Publisher: ${basis}`,
  titleBasis: (basis: string) => `Title: ${basis}`,
  dayNamed: (phrase: string, date: string) => `${phrase} = ${date}`,
  goesOn: (quote: number) => `The sentence goes on: press ${quote} in context to read it whole.`,
  figures: {
    differ: (sides: string) => `Reports differ: ${sides}`,
    'over-time': (sides: string) => `Over time: ${sides}`,
    same: (sides: string) => `The same figure: ${sides}`,
  },
  newestFigure: 'the newest',
  side: (figure: string, source: string) => `“${figure}” (${source})`,
  inQuote: (quote: number) => `quote ${quote}`,
  underMore: 'under More',
  newestHere: (newest: string) => `Newest article here: ${newest}.`,
  declined: {
    'off-topic': 'Nothing in these articles is about that.',
    'not-stated': 'The articles are about this, but none of them says.',
    filtered: 'No article passes these filters. Try again with fewer of them.',
    'no-question': 'There are no words to look for in that. Ask in a sentence, like “Who led the talks?”.',
  },
  sharedBy: (user: string) => `Shared by ${user}`,

  // Buttons
  contextOf: (quote: number) => `${quote} in context`,
  closest: 'Closest passages',
  more: 'More',
  follow: 'Follow up',
  share: 'Share',
  previous: 'Previous',
  next: 'Next',
  quoteNumber: (quote: number) => `Quote ${quote}`,
  back: 'Back to the quote',
  read: 'Read an article…',
  cancel: 'Cancel',

  // Context, more, article, sources
  contextTitle: (quote: number) => `Quote ${quote} in its article`,
  moreTitle: 'More quotes for this question',
  closestTitle: 'Closest passages, but not an answer',
  noMore: 'There are no more quotes for this question.',
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  sourcesTitle: (count: number) => `**${plural(count, 'article')}**`,
  newestFirst: 'newest first',
  byPublisher: 'by publisher',
  noArticles: 'There are no articles yet. A moderator can add some with /corpus add.',
  noSuchArticle: (name: string) =>
    `There is no article “${name}”. Choose one from the list that appears while you type.`,
  andMore: (count: number) => `… and ${count.toLocaleString('en-US')} more`,

  // What cannot be shown any more
  answerGone: 'This answer is no longer kept. Ask again for a fresh one.',
  articleGone: 'The article of this quote has been removed, so it is no longer quoted.',
  articleChanged: (title: string) =>
    `The article of this quote (“${title}”) has changed since: these words no longer stand where they did. Ask again.`,
  outdatedButton: 'This button is from an earlier version of the bot. Ask again for a fresh one.',
  outdatedCommand:
    'This command is from an earlier version of the bot. Reload Discord (Ctrl+R) and try again.',
  articleRemoved: 'That article has been removed.',
  notShared: 'This answer quotes an article that has been removed or changed, so it is not shared.',

  // Asking
  wait: (ms: number) => `One moment: you can ask again in ${duration(ms)}.`,
  busy: (ms: number) =>
    `Very many questions are waiting just now. Please ask again in about ${duration(ms)}.`,
  closing: 'I am being restarted. Please ask again in a minute.',
  cutShort: 'I was restarted before I could answer. Please ask again.',
  tooLong: (found: number, most: number) =>
    `That question has ${found.toLocaleString('en-US')} characters; I take up to ${most.toLocaleString('en-US')}. Please ask it shorter.`,
  tooMuch: 'That question is more than the model can read at once. Please ask it shorter.',
  shortened: (most: number) =>
    `The message is long: I looked at its first ${most.toLocaleString('en-US')} characters.`,
  youAreWelcome: 'You are welcome. Ask me anything that these articles may tell; `/help` shows how.',
  emptyReply:
    'Discord does not show me the text of a reply to a slash command’s answer. Press **Follow up** under the answer, or mention me.',
  noText: 'That message has no text to ask about.',
  badDate: (text: string) =>
    `I cannot read “${text}” as a date. Try “December 20, 1996”, “1996-12-20”, “January 1997” or “1997”.`,
  badDay: (text: string) =>
    `“${text}” is not one day. Give the day, such as “December 20, 1996” or “1996-12-20”.`,
  badRange: (from: string, to: string) => `“from” (${from}) is after “to” (${to}). Swap them.`,
  noSuchPublisher: (name: string) =>
    `No article is by “${name}”. Choose one from the list that appears while you type.`,
  followTitle: 'Follow up',
  followLabel: 'Your next question',
  followHint: 'Such as: and in January? Who was he?',

  // Votes
  thanksUp: 'Thank you: noted as helpful.',
  thanksDown: 'Thank you: noted for the moderators.',
  downTitle: 'What is wrong with this answer?',
  downLabel: 'In a few words',
  downHint: 'Wrong person, out of date, does not answer…',

  // Help, status, privacy
  help: (mention: string) =>
    [
      'I answer questions from a body of news articles by **quoting them word for word**, with title, publisher and date. What they do not say, I do not say either.',
      '',
      `**Ask** with \`/ask\`, by mentioning ${mention}, or in a direct message. Right-click (or long-press) a message and choose *Apps → Ask about this* to ask what it asks.`,
      '**1 in context** shows quote 1 in its article, **More** the next quotes, **Follow up** asks on: “and in January?”.',
      '**Look around** with `/sources`, `/article` and `/timeline`; see `/status` for how current I am, and `/privacy` for what I keep.',
    ].join('\n'),
  tryThese: '**Try**',

  status: {
    title: '**Status**',
    articles: (articles: number, passages: number) =>
      `${plural(articles, 'article')}, ${plural(passages, 'passage')}`,
    newest: (day: string) => `Newest article: ${day}`,
    indexed: (moment: string) => `Index built: ${moment}`,
    notIndexed: 'Index built: not yet',
    models: (models: string) => `Model: ${models}`,
    version: (version: string, since: string) => `Version \`${version}\`, running since ${since}`,
    details: '**For moderators**',
    queue: (count: number) => `Waiting or being answered: ${count}`,
    memory: (megabytes: number) => `Memory: ${megabytes} MB`,
    gateway: (ms: number) => (ms >= 0 ? `Gateway: ${Math.round(ms)} ms` : 'Gateway: not measured yet'),
    index: (version: string) => `Index version: \`${version}\``,
    kept: (answers: number, votes: string, gaps: number) =>
      `Kept: ${plural(answers, 'answer')}, votes ${votes}, ${plural(gaps, 'gap')}`,
    reindexing: (done: number, total: number) => `Reindexing: ${done} of ${plural(total, 'article')}`,
  },
  privacy: [
    '**What I keep**',
    '- The questions that I answered, so that their buttons work, and those that I could not, for the moderators; your votes and what you write with them; the last few questions of our conversation. All for a limited time.',
    '- In place of your name or id a keyed hash, which tells two people apart and names nobody.',
    '- What moderators do with the corpus goes into an audit log.',
    '',
    'I read only what is addressed to me: commands, mentions, replies to me, and direct messages. Nothing is sent to anybody else, and nothing trains a model.',
  ].join('\n'),
  forgetMe: 'Forget me',
  forgetSure:
    'This deletes the questions, votes and conversations that are kept from you. Buttons on your old answers will stop working.',
  forgetYes: 'Yes, forget me',
  forgotten: (answers: number, votes: number, gaps: number, turns: number) =>
    `Done. Deleted: ${plural(answers, 'answer')}, ${plural(votes, 'vote')}, ${plural(gaps, 'unanswered question')}, ${plural(turns, 'turn')} of conversation.`,

  // The timeline
  timeline: {
    title: (count: number) => `**Timeline**: ${plural(count, 'dated event')}`,
    none: 'No dated event passes these filters. Try again with fewer of them.',
    about: (text: string) => `about ${text}`,
    resolved: (phrase: string) => `date from “${phrase}”`,
    alsoIn: (count: number) => `also in ${plural(count, 'other report')}`,
    differ: (sides: string) => `Reports differ: ${sides}`,
    cut: 'The sentence goes on: read it with /article.',
    figuresOf: 'Say with “about” what to count, in the plural, such as passengers or people injured.',
    noFigures: (word: string) =>
      `No figure of “${word}” can be read safely from these articles. Try another word, in the plural.`,
    tooLong: 'Say with “about” what you look for in fewer words.',
  },

  // Faults
  unknownFault: (code: string) =>
    `Something went wrong here, and it is not your doing. Please try again; if it stays, tell a moderator the code \`${code}\`.`,
  storeFault: (code: string) =>
    `What this needs cannot be read or written just now. Tell a moderator the code \`${code}\`.`,
  indexFault: (code: string) => `The index is not in order just now. Tell a moderator the code \`${code}\`.`,
  forbidden: 'That is for moderators: people with the Manage Server permission or a moderator role.',
  missingPermissions: (names: string) =>
    `I lack a permission in this channel: ${names}. A moderator can grant it in the channel’s settings.`,

  // Moderators
  reindex: {
    title: '**Reindexing**',
    titleFull: '**Reindexing from nothing**',
    reading: 'Reading the articles…',
    progress: (done: number, total: number) => `${done} of ${plural(total, 'article')}`,
    passages: (done: number, total: number) => `${done} of ${plural(total, 'passage')} embedded`,
    left: (ms: number) => `about ${duration(ms)} left`,
    meanwhile: 'Questions are answered from the present index meanwhile.',
    stopping: 'Stopping…',
    done: (articles: number, passages: number, ms: number) =>
      `**Reindexed** in ${duration(ms)}: ${plural(articles, 'article')}, ${plural(passages, 'passage')}.`,
    nothing: 'Nothing had changed.',
    added: (count: number) => `Added (${count})`,
    changed: (count: number) => `Changed (${count})`,
    removed: (count: number) => `Removed (${count})`,
    failed: (count: number) => `Could not be used (${count})`,
    unchanged: (count: number) => `Unchanged: ${count}`,
    cancelled: '**Reindexing was cancelled.** The present index stays in use.',
    broken: (reason: string) => `**Reindexing failed:** ${reason}\nThe present index stays in use.`,
    interrupted:
      '**Reindexing was interrupted** by a restart. The present index stays in use; run /reindex again.',
    started: (link: string) => `Started: ${link}`,
    running: (link: string) => `A reindex is already running: ${link}`,
    runningSomewhere: 'A reindex is already running. Please try again when it has ended.',
    report: 'The whole report is attached.',
  },
  corpus: {
    pasteTitle: 'Paste an article',
    pasteLabel: 'The text',
    pasteHint: 'Headline first, then the story. Page furniture such as menus is dropped.',
    pasteName: 'File name (optional)',
    found: (count: number) => `**${plural(count, 'article')} found.** Nothing has been written yet.`,
    file: (name: string) => `File: \`${name}\``,
    characters: (count: number) => plural(count, 'character'),
    dropped: (count: number) => `Dropped as page furniture (${plural(count, 'line')})`,
    add: 'Add',
    discard: 'Discard',
    added: (names: string) => `Added: ${names}. It is being indexed and can be quoted in a moment.`,
    ready: (names: string) => `Added and indexed: ${names}. It can be quoted now.`,
    notIndexed: (reason: string) =>
      `Done, but the index could not be brought up to date: ${reason}\nRun /reindex once that is mended.`,
    pasteHeadline: 'Headline (if the text has none)',
    pastePublisher: 'Publisher (if the text does not say)',
    pasteDate: 'Day of publication (if the text has none)',
    discarded: 'Discarded; nothing was written.',
    draftGone:
      'This draft is no longer kept (15 minutes, or a restart); nothing was written. Use /corpus add again.',
    wrongType: (name: string) => `\`${name}\` is not a .md or .txt file.`,
    tooLarge: (found: number, most: number) =>
      `The file has ${found.toLocaleString('en-US')} bytes; at most ${most.toLocaleString('en-US')} are taken. Split it.`,
    notUtf8: (name: string) => `\`${name}\` is not UTF-8 text. Convert it and attach it again.`,
    unsafeName: (name: string) =>
      `\`${name}\` cannot be an article’s name: letters, figures, spaces, “.”, “-” and “_” can, and a letter or figure first.`,
    notFetched: 'The file could not be fetched from Discord. Please attach it again.',
    taken: (titles: string) =>
      `Already there: ${titles}. Nothing was written. To replace an article, remove it first with /corpus remove; to keep both, give the new one another title.`,
    refused: (reason: string) => `That cannot be added: ${reason}`,
    removeSure: (title: string) => `Remove ${title}? Quotes from it stop at once, and its file is deleted.`,
    remove: 'Remove',
    keep: 'Keep',
    removed: (title: string) => `Removed: ${title}. It is no longer quoted.`,
    keptIt: 'Nothing was removed.',
    checked: (count: number) => `**${plural(count, 'article')} can be used.**`,
    faults: (count: number) => `**${plural(count, 'file')} cannot be used:**`,
    allGood: 'Every file is in order.',
  },
  gaps: {
    title: (count: number) => `**What the corpus could not answer** (${count})`,
    none: 'Nothing so far: no question went unanswered, and no answer was voted down.',
    asked: (count: number, people: number) =>
      `asked ${count === 1 ? 'once' : `${count} times`} by ${plural(people, 'person', 'people')}`,
    cause: {
      'off-topic': 'off topic',
      'not-stated': 'not stated',
      filtered: 'filtered out',
      'no-question': 'no question',
      'voted-down': 'voted down',
    },
    done: (number: number) => `Done ${number}`,
    csv: 'CSV',
    csvReady: 'All of the list, as a table:',
  },
  inspect: {
    title: '**Inspection**',
    answered: (confidence: string) => `Answered, confidence ${confidence}`,
    declined: (reason: string, confidence: string) => `Declined (${reason}), confidence ${confidence}`,
    took: (ms: number) => `${Math.round(ms)} ms`,
    ranking: '**Articles, best first**',
    quotes: '**Quotes, best first**',
    nearest: '**Nearest passages**',
    considered: (count: number) => `${plural(count, 'sentence')} looked at closely.`,
  },
};

/** Everything the bot says, in one language. Sentences are already safe to send as Markdown. */
export type Words = typeof en;
