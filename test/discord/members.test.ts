import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person, Reply, StandIn } from '../support/discord.ts';
import { quotesIn } from '../support/markdown.ts';
import { startWorld, type World } from './harness.ts';

const STORMED = 'How many people stormed the home of the Japanese ambassador?';
const ARTICLE = '1996-12-17-attackers-take-over-japanese-ambassadors-residence';

let world: World;
let discord: StandIn;
let ana: Person;

beforeEach(async () => {
  world = await startWorld();
  discord = world.discord;
  ana = discord.person('Ana');
});

afterEach(async () => {
  await world.close();
});

async function ask(
  question: string,
  options: Record<string, string | boolean> = {},
  person = ana,
): Promise<Reply> {
  return discord.slash(person, 'ask', { question, ...options });
}

describe('/ask', () => {
  it('answers with quotes that stand in the articles, for all to see', async () => {
    const reply = await ask(STORMED);
    expect(reply.hidden).toBe(false);
    expect(reply.content).toContain(`-# Question: ${STORMED}`);
    const texts = world.engine.articles().map(({ text }) => text);
    const quotes = quotesIn(reply.content);
    expect(quotes).toHaveLength(1);
    for (const { text } of quotes) expect(texts.some((article) => article.includes(text))).toBe(true);
    expect(reply.buttons).toEqual(['1 in context', 'More', 'Follow up', '👍', '👎']);
  });

  it('answers privately when asked to, and shares on request', async () => {
    const reply = await ask(STORMED, { private: true });
    expect(reply.hidden).toBe(true);
    expect(reply.buttons).toContain('Share');
    const shared = await reply.press('Share');
    const message = await discord.until('the shared answer', () => shared.followUps[0]);
    expect(discord.messages()).toContain(message);
    expect(message.content).toContain(`Shared by <@${ana.id}>`);
    expect(quotesIn(message.content)).toEqual(quotesIn(reply.content));
    expect(reply.buttons).not.toContain('Share');
  });

  it('looks only where it is told to, and says so', async () => {
    const reply = await ask(STORMED, { publisher: 'cnn', from: '17 december 1996', to: 'Dec 1996' });
    expect(reply.content).toContain('-# Only: CNN · from Tue, Dec 17, 1996 · until Tue, Dec 31, 1996');
    const one = await ask(STORMED, { article: ARTICLE });
    expect(one.content.match(/^-# \d · /gm)).toHaveLength(1);
    expect(one.content).toContain('Attackers take over');
  });

  it.each([
    [{ from: 'the other day' }, 'I cannot read “the other day” as a date.'],
    [{ from: '1997', to: '1996' }, '“from” (Wed, Jan 1, 1997) is after “to” (Tue, Dec 31, 1996).'],
    [{ publisher: 'The *Daily* Planet' }, 'No article is by “The \\*Daily\\* Planet”.'],
    [{ article: 'nothing of the kind' }, 'There is no article “nothing of the kind”.'],
  ])('says privately what it cannot use: %j', async (options, text) => {
    const reply = await ask(STORMED, options);
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain(text);
  });

  it.each([
    ['en-US', '03/04/1997', 'Tue, Mar 4, 1997'],
    ['en-GB', '03/04/1997', 'Thu, Apr 3, 1997'],
    ['es-ES', '03/04/1997', 'jue, 3 abr 1997'],
    ['de', '3.4.1997', 'Thu, Apr 3, 1997'],
    ['en-US', '25/12/1996', 'Wed, Dec 25, 1996'],
  ])('reads a date in figures as a %s member writes it: %s is %s', async (locale, from, shown) => {
    const reply = await ask(STORMED, { from }, discord.person('Kim', { locale }));
    expect(reply.content).toContain(`${locale.startsWith('es') ? 'desde' : 'from'} ${shown}`);
  });

  it('suggests articles and publishers while somebody types, also what was typed in part', async () => {
    const articles = await discord.autocomplete(ana, 'ask', { article: 'attackers' }, { focused: 'article' });
    expect(articles).toEqual([
      { name: expect.stringMatching(/^Attackers take over .*\(CNN, 1996-12-17\)$/), value: ARTICLE },
    ]);
    const publishers = await discord.autocomplete(ana, 'ask', { publisher: '' }, { focused: 'publisher' });
    expect(publishers[0]).toEqual({ name: 'CNN', value: 'CNN' });
    expect(await discord.autocomplete(ana, 'ask', { article: 'zzz' }, { focused: 'article' })).toEqual([]);
  });

  it('declines plainly, and keeps the question for the moderators', async () => {
    const reply = await ask('Which striker won the football championship in Lima?');
    expect(reply.content).toContain('none of them says.');
    expect(quotesIn(reply.content)).toEqual([]);
    const closest = await reply.press('Closest passages');
    expect(closest.hidden).toBe(true);
    expect(closest.content).toContain('-# Closest passages, but not an answer');
    expect(quotesIn(closest.content).length).toBeGreaterThan(0);
    expect((await closest.press('1 in context')).content).toContain('-# Quote 1 in its article');
    const items = await vi.waitFor(async () => {
      const listed = await world.store.gaps();
      expect(listed.total).toBe(1);
      return listed.items;
    });
    expect(items).toMatchObject([
      { question: 'Which striker won the football championship in Lima?', count: 1, causes: ['not-stated'] },
    ]);
    expect(items[0]?.links).toEqual([
      `https://discord.com/channels/${discord.guild.id}/${discord.channel.id}/${reply.message.id}`,
    ]);
  });

  it('takes no ping, format or break-out from a question', async () => {
    const reply = await ask(
      '@everyone **ambassador** ||Japanese|| `home`\n> # stormed <@1> [x](https://x.org)',
    );
    expect(reply.content.split('\n')[0]).toBe(
      '-# Question: \\@everyone \\*\\*ambassador\\*\\* \\|\\|Japanese\\|\\| \\`home\\` > # stormed \\<\\@1> \\[x\\](https\\://x.org)',
    );
  });

  it('asks for a shorter question when it is far too long', async () => {
    const reply = await discord.dm(ana, 'x'.repeat(6000));
    expect(reply.content).toContain('6,000 characters; I take up to 1,000');
    const longest = await ask(`${STORMED} ${'🙂 '.repeat(300)}`.slice(0, 999));
    expect(longest.content).toContain('An armed group of 15 to 20 people');
  });

  it('speaks Spanish to those who do, and quotes in the original', async () => {
    const luis = discord.person('Luis', { locale: 'es-ES' });
    const reply = await ask(STORMED, {}, luis);
    expect(reply.content).toContain('-# Pregunta: ');
    expect(reply.content).toContain('mar, 17 dic 1996');
    expect(reply.buttons).toEqual(['1 en contexto', 'Más', 'Seguir preguntando', '👍', '👎']);
    expect(quotesIn(reply.content)[0]?.text).toContain('An armed group of 15 to 20 people');
  });
});

describe('the buttons of an answer', () => {
  it('Context shows the passage in its article, and leads to both ends of it', async () => {
    const answer = await ask('Who paid for the cellular phones?', {
      article: '1996-12-23-stalemate-develops-in-peru-hostage-crisis',
    });
    const page = await (await answer.press('Closest passages')).press('1 in context');
    expect(page.hidden).toBe(true);
    expect(page.content).toContain('-# Quote 1 in its article');
    const article = world.engine.article('1996-12-23-stalemate-develops-in-peru-hostage-crisis');
    const seen: string[] = [];
    let at = page;
    while (at.buttons.includes('Previous')) at = await at.press('Previous');
    for (;;) {
      seen.push(...quotesIn(at.content).map(({ text }) => text));
      if (!at.buttons.includes('Next')) break;
      at = await at.press('Next');
    }
    expect(seen.join('').replace(/\s/g, '')).toBe(article?.text.replace(/\s/g, ''));
    expect((await at.press('Quote 2')).content).toContain('-# Quote 2 in its article');
  });

  it('More shows the next quotes with their numbers, and Context for each', async () => {
    const answer = await ask(STORMED);
    const more = await answer.press('More');
    expect(more.hidden).toBe(true);
    expect(more.content).toMatch(/^-# 2 · /m);
    expect(more.content).not.toMatch(/^-# 1 · /m);
    const next = await more.press('Next');
    expect(next.content).toMatch(/^-# 5 · /m);
    expect((await next.press('5 in context')).content).toContain('-# Quote 5 in its article');
  });

  it('Follow up asks on, and the answer says what was carried over', async () => {
    const answer = await ask(STORMED);
    const form = await answer.press('Follow up');
    expect(form.modal?.title).toBe('Follow up');
    const reply = await form.submit({ 'Your next question': 'and diplomats?' });
    expect(reply.hidden).toBe(false);
    expect(reply.content).toContain('-# Question: and diplomats?');
    expect(reply.content).toContain(`-# Following on from: ${STORMED}`);
  });

  it('a follow-up to a private answer is private, too', async () => {
    const answer = await ask(STORMED, { private: true });
    const reply = await (await answer.press('Follow up')).submit({ 'Your next question': 'and diplomats?' });
    expect(reply.hidden).toBe(true);
  });

  it('thumbs count once a person, and a reason goes to the moderators', async () => {
    const answer = await ask(STORMED);
    expect((await answer.press('👍')).content).toBe('Thank you: noted as helpful.');
    expect((await world.store.counts()).votes).toEqual({ up: 1, down: 0 });
    const form = await answer.press('👎');
    await vi.waitFor(async () => {
      expect((await world.store.gaps()).items[0]?.causes).toEqual(['voted-down']);
    });
    const thanks = await form.submit({ 'In a few words': 'Wrong *day*' });
    expect(thanks.hidden).toBe(true);
    expect((await world.store.counts()).votes).toEqual({ up: 0, down: 1 });
    expect((await world.store.gaps()).items).toMatchObject([
      { question: STORMED, count: 1, notes: ['Wrong *day*'] },
    ]);
  });

  it('work for everybody, privately', async () => {
    const answer = await ask(STORMED);
    const ben = discord.person('Ben');
    const page = await answer.press('1 in context', ben);
    expect(page.hidden).toBe(true);
    expect(page.person).toBe(ben);
  });

  it('work after a restart', async () => {
    const answer = await ask(STORMED);
    const hidden = await ask(STORMED, { private: true });
    await world.restart();
    expect((await answer.press('1 in context')).content).toContain('An armed group of 15 to 20 people');
    expect((await answer.press('More')).content).toMatch(/^-# 2 · /m);
    expect((await answer.press('👍')).content).toBe('Thank you: noted as helpful.');
    const reply = await (await answer.press('Follow up')).submit({ 'Your next question': 'and diplomats?' });
    expect(reply.content).toContain(`-# Following on from: ${STORMED}`);
    const shared = await hidden.press('Share');
    await discord.until('the shared answer', () => shared.followUps.length === 1);
  });

  it('say so when the article has been removed or changed since', async () => {
    const answer = await ask(STORMED);
    const hidden = await ask(STORMED, { private: true });
    const file = join(world.corpusDir, `${ARTICLE}.md`);
    await writeFile(file, '---\ntitle: Another\npublished: 1996-12-17\n---\nOther words stand here now.\n');
    await world.restart();
    expect((await answer.press('1 in context')).content).toContain('has changed since');
    expect((await hidden.press('Share')).content).toContain('is not shared');
    await rm(file);
    await world.restart();
    expect((await answer.press('1 in context')).content).toContain(
      'has been removed, so it is no longer quoted',
    );
  });

  it('answer politely when the answer is no longer kept, or the button is of another version', async () => {
    const answer = await ask(STORMED);
    await world.store.forget(ana.id);
    for (const button of ['1 in context', 'More', '👍']) {
      const reply = await answer.press(button);
      expect(reply.hidden).toBe(true);
      expect(reply.content).toBe('This answer is no longer kept. Ask again for a fresh one.');
    }
    for (const id of ['0:old:button', '1:context:x', 'somebody:else', '1:open']) {
      const reply = await discord.pressOld(answer.message, id, ana);
      expect(reply.content).toMatch(/from an earlier version of the bot/);
    }
  });
});

describe('messages', () => {
  it('a mention is answered as a reply, with typing, and follow-ups lean on it', async () => {
    const reply = await discord.mention(ana, discord.channel, STORMED);
    expect(reply.content).toContain('An armed group of 15 to 20 people');
    expect(reply.buttons).toContain('Follow up');
    expect(discord.typing()).toBeGreaterThan(0);
    const next = await discord.mention(ana, discord.channel, 'and diplomats?');
    expect(next.content).toContain(`-# Following on from: ${STORMED}`);
    const ben = await discord.mention(discord.person('Ben'), discord.channel, 'and diplomats?');
    expect(ben.content).not.toContain('Following on');
  });

  it('a reply to an answer leans on that answer, also after a restart and in another conversation', async () => {
    const first = await discord.mention(ana, discord.channel, STORMED);
    await discord.mention(ana, discord.channel, 'Which demands did the rebels make?');
    await world.restart();
    const next = await discord.reply(discord.person('Ben'), first.message, 'and diplomats?');
    expect(next.content).toContain(`-# Following on from: ${STORMED}`);
  });

  it('a direct message is answered without a mention', async () => {
    const reply = await discord.dm(ana, STORMED);
    expect(reply.content).toContain('An armed group of 15 to 20 people');
  });

  it('what is asked in a direct message has no link for the moderators', async () => {
    await discord.dm(ana, 'Which striker won the football championship in Lima?');
    const items = await vi.waitFor(async () => {
      const listed = await world.store.gaps();
      expect(listed.total).toBe(1);
      return listed.items;
    });
    expect(items[0]?.links).toEqual([]);
  });

  it('an empty mention gives help, with questions that are answered', async () => {
    const reply = await discord.mention(ana, discord.channel, '');
    expect(reply.content).toContain('quoting them word for word');
    expect(reply.content).toContain('**Try**');
  });

  it.each([
    ['es-ES', '¿Quién pagó el rescate de los rehenes?', 'Los artículos están en inglés'],
    ['en-US', 'Wer hat das Lösegeld bezahlt?', 'Die Artikel sind auf Englisch'],
  ])(
    'a question in a language of no article is told so in that language (%s)',
    async (locale, question, text) => {
      const reply = await ask(question, {}, discord.person('Kim', { locale }));
      expect(reply.hidden).toBe(true);
      expect(reply.content).toContain(text);
      expect((await discord.mention(ana, discord.channel, question)).content).toContain(text);
      expect((await world.store.gaps()).total).toBe(0);
    },
  );

  it('small talk is no question: help, a nod, and nothing kept or carried on', async () => {
    const first = await discord.mention(ana, discord.channel, STORMED);
    expect((await discord.mention(ana, discord.channel, 'hello there!')).content).toContain(
      'quoting them word for word',
    );
    expect((await discord.dm(ana, 'help')).content).toContain('quoting them word for word');
    const thanks = discord.say(ana, discord.channel, `<@${discord.bot.id}> thanks, good bot 🎉`, {
      replyTo: first.message,
    });
    await discord.until('the nod', () => discord.reactions.some(({ message }) => message === thanks));
    expect(discord.reactions).toEqual([{ message: thanks, emoji: '👍' }]);
    const next = await discord.mention(ana, discord.channel, 'and diplomats?');
    expect(next.content).toContain(`-# Following on from: ${STORMED}`);
    expect((await world.store.gaps()).total).toBe(0);
    const own = discord.messages().filter(({ author }) => author === discord.bot);
    expect(own).toHaveLength(3);
  });

  it('small talk where the bot may not react is passed over', async () => {
    discord.deny(discord.channel, PermissionFlagsBits.AddReactions);
    discord.say(ana, discord.channel, `<@${discord.bot.id}> thanks`);
    await discord.mention(ana, discord.channel, STORMED);
    expect(discord.reactions).toEqual([]);
  });

  it('small talk by a command is answered privately', async () => {
    const help = await ask('What can you do?');
    expect(help.hidden).toBe(true);
    expect(help.content).toContain('quoting them word for word');
    const thanks = await ask('thank you!');
    expect(thanks.hidden).toBe(true);
    expect(thanks.content).toContain('You are welcome.');
    const form = await (await ask(STORMED)).press('Follow up');
    expect((await form.submit({ 'Your next question': 'ok thanks' })).content).toContain('You are welcome.');
    expect((await world.store.gaps()).total).toBe(0);
  });

  it('a reply whose text Discord withholds is told what to do instead', async () => {
    const answer = await ask(STORMED);
    const reply = await discord.reply(ana, answer.message, '');
    expect(reply.content).toContain('Press **Follow up** under the answer');
  });

  it('what is asked in private is not carried into public', async () => {
    await ask(STORMED, { private: true });
    const reply = await discord.mention(ana, discord.channel, 'and diplomats?');
    expect(reply.content).not.toContain('Following on');
  });

  it('bots, webhooks, @everyone and all that is not for it is ignored', async () => {
    const before = discord.messages().length;
    const robot = discord.person('Robot', { bot: true });
    const own = await discord.mention(ana, discord.channel, STORMED);
    discord.say(robot, discord.channel, `<@${discord.bot.id}> ${STORMED}`);
    discord.say(ana, discord.channel, `<@${discord.bot.id}> ${STORMED}`, { webhook: true });
    discord.say(ana, discord.channel, `@everyone ${STORMED}`);
    discord.say(ana, discord.channel, STORMED);
    discord.say(ana, discord.channel, STORMED, { replyTo: own.message, ping: false });
    await discord.mention(ana, discord.channel, 'Which demands did the rebels make?');
    // Two questions, two answers, and what was ignored.
    expect(discord.messages().length - before).toBe(4 + 5);
  });

  it('a question that arrives twice is answered once', async () => {
    const first = await discord.mention(ana, discord.channel, STORMED);
    const asking = first.message.reference;
    if (!asking) throw new Error('no reply');
    discord.redeliver(asking);
    await discord.mention(ana, discord.channel, 'Which demands did the rebels make?');
    const answers = discord
      .messages()
      .filter(({ author, reference }) => author === discord.bot && reference === asking);
    expect(answers).toHaveLength(1);
  });

  it('one that is far too long is told so, where it was asked', async () => {
    const reply = await discord.dm(ana, 'x'.repeat(1500));
    expect(reply.content).toContain('1,500 characters');
  });

  it('nothing is written where the bot may not write', async () => {
    const quiet = discord.addChannel('quiet');
    discord.deny(quiet, PermissionFlagsBits.SendMessages);
    discord.say(ana, quiet, `<@${discord.bot.id}> ${STORMED}`);
    await discord.mention(ana, discord.channel, STORMED);
    expect(discord.messages(quiet)).toHaveLength(1);
  });
});

describe('Ask about this', () => {
  it('asks what a message says, privately', async () => {
    const message = discord.say(discord.person('Ben'), discord.channel, STORMED);
    const reply = await discord.menu(ana, 'Ask about this', message);
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain('An armed group of 15 to 20 people');
    expect(reply.buttons).toContain('Share');
  });

  it('takes the beginning of a long one, and says so', async () => {
    const message = discord.say(ana, discord.channel, `${STORMED} ${'ambassador '.repeat(150)}`);
    const reply = await discord.menu(ana, 'Ask about this', message);
    expect(reply.content).toContain('I looked at its first 1,000 characters');
  });

  it('says so when there is no text', async () => {
    const message = discord.say(ana, discord.channel, '', { embeds: [{ title: 'x' }] });
    expect((await discord.menu(ana, 'Ask about this', message)).content).toBe(
      'That message has no text to ask about.',
    );
  });
});

describe('looking around', () => {
  it('/sources lists the articles, and opens one', async () => {
    const reply = await discord.slash(ana, 'sources', { order: 'publisher' });
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain('**7 articles**, by publisher');
    const [first] = world.engine.articles();
    const select = reply.message.components;
    expect(select).not.toHaveLength(0);
    const opened = await reply.choose('Read an article…', [firstValue(reply)]);
    expect(opened.content.length).toBeGreaterThan(100);
    expect(first).toBeDefined();
  });

  it('/article shows the whole text, page by page', async () => {
    const reply = await discord.slash(ana, 'article', { article: 'Stalemate develops' });
    const article = world.engine.article('1996-12-23-stalemate-develops-in-peru-hostage-crisis');
    const seen: string[] = [];
    for (let page = reply; ; page = await page.press('Next')) {
      seen.push(...quotesIn(page.content).map(({ text }) => text));
      if (!page.buttons.includes('Next')) break;
    }
    expect(seen.join('').replace(/\s/g, '')).toBe(article?.text.replace(/\s/g, ''));
    expect(reply.hidden).toBe(true);
    const missing = await discord.slash(ana, 'article', { article: 'nothing' });
    expect(missing.content).toContain('There is no article “nothing”.');
  });

  it('/article says so when the article is gone while it is read', async () => {
    const reply = await discord.slash(ana, 'article', { article: 'Stalemate develops' });
    await world.engine.withdraw('1996-12-23-stalemate-develops-in-peru-hostage-crisis');
    expect((await reply.press('Next')).content).toBe('That article has been removed.');
  });

  it('/help gives questions that these articles answer', async () => {
    const reply = await discord.slash(ana, 'help');
    const examples = [...reply.content.matchAll(/^- (.+)$/gm)].map((match) => match[1] ?? '');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect((await world.engine.ask(example)).kind).toBe('answered');
    }
  });

  it('/status says how current it is, and more to moderators', async () => {
    const reply = await discord.slash(ana, 'status');
    expect(reply.content).toContain('7 articles');
    expect(reply.content).toContain('Newest article: Thu, Apr 24, 1997');
    expect(reply.content).toContain('Version `1.2.3`');
    expect(reply.content).not.toContain('For moderators');
    const full = await discord.slash(discord.moderator('Mo'), 'status');
    expect(full.content).toContain('**For moderators**');
    expect(full.content).toMatch(/Memory: \d+ MB/);
  });

  it('/privacy says what is kept, and forgets on request', async () => {
    const answer = await ask(STORMED);
    await answer.press('👍');
    const reply = await discord.slash(ana, 'privacy');
    const sure = await reply.press('Forget me');
    expect(sure.content).toContain('will stop working');
    const done = await sure.press('Yes, forget me');
    expect(done.content).toContain('Deleted: 1 answer, 1 vote');
    expect((await answer.press('1 in context')).content).toBe(
      'This answer is no longer kept. Ask again for a fresh one.',
    );
  });
});

describe('/timeline', () => {
  it('lists dated events in the articles’ words, page by page', async () => {
    const reply = await discord.slash(ana, 'timeline');
    expect(reply.hidden).toBe(false);
    const texts = world.engine.articles().map(({ text }) => text);
    let count = 0;
    for (let page = reply; ; page = await page.press('Next')) {
      const quotes = quotesIn(page.content);
      count += quotes.length;
      for (const { text } of quotes) expect(texts.some((article) => article.includes(text))).toBe(true);
      if (!page.buttons.includes('Next')) break;
    }
    expect(reply.content).toContain(`**Timeline**: ${count} dated events`);
    expect(count).toBeGreaterThan(20);
  });

  it('filters by days, publisher and words, and keeps to that when its page is turned after a restart', async () => {
    const options = { from: '17 dec 1996', to: 'Dec 1996', publisher: 'CNN', about: 'hostages' };
    const reply = await discord.slash(ana, 'timeline', options);
    const heading = '-# Only: about hostages · CNN · from Tue, Dec 17, 1996 · until Tue, Dec 31, 1996';
    expect(reply.content).toContain(heading);
    expect(reply.content).toMatch(/\*\*Tue, Dec 17, 1996\*\*\n> /);
    await world.restart();
    const next = await reply.press('Next');
    expect(next.content).toContain(heading);
    expect(next.content).toContain('Page 2 of');
  });

  it('says where a date comes from', async () => {
    const reply = await discord.slash(ana, 'timeline', { from: '1996-12-17', to: '1996-12-17' });
    expect(reply.content).toContain('date from “Tuesday night”');
  });

  it('turns its page for its owner, and privately for others', async () => {
    const reply = await discord.slash(ana, 'timeline');
    const other = await reply.press('Next', discord.person('Ben'));
    expect(other.hidden).toBe(true);
    expect(other.content).toContain('Page 2 of');
    expect(reply.content).toContain('Page 1 of');
  });

  it('draws a picture with a text in its place, which stays when the page is turned', async () => {
    const reply = await discord.slash(ana, 'timeline', { chart: 'events' });
    const [picture] = reply.files;
    expect(Buffer.from(picture?.bytes.subarray(0, 4) ?? []).toString('latin1')).toBe('\x89PNG');
    expect(picture?.description?.length).toBeGreaterThan(50);
    await reply.press('Next');
    expect(reply.files).toHaveLength(1);
    const figures = await discord.slash(ana, 'timeline', {
      chart: 'figures',
      about: 'hostages',
      private: true,
    });
    expect(figures.hidden).toBe(true);
    expect(figures.files).toHaveLength(1);
  });

  it('says what is missing for a chart of figures, and when nothing passes', async () => {
    const what = await discord.slash(ana, 'timeline', { chart: 'figures' });
    expect(what.content).toContain('Say with “about” what to count');
    const none = await discord.slash(ana, 'timeline', { chart: 'figures', about: 'penguins' });
    expect(none.content).toContain('No figure of “penguins” can be read safely');
    const nothing = await discord.slash(ana, 'timeline', { to: '1850' });
    expect(nothing.content).toContain('No dated event passes these filters.');
    const long = await discord.slash(ana, 'timeline', { about: 'é'.repeat(40) });
    expect(long.content).toContain('in fewer words');
  });
});

function firstValue(reply: Reply): string {
  const rows = reply.message.components as readonly {
    components?: readonly { options?: readonly { value: string }[] }[];
  }[];
  return (
    rows.flatMap(({ components }) => components ?? []).flatMap(({ options }) => options ?? [])[0]?.value ?? ''
  );
}
