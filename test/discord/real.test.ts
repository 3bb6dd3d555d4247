import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/open-engine.ts';
import type { Person, StandIn } from '../support/discord.ts';
import { quotesIn } from '../support/markdown.ts';
import { startWorld, type World } from './harness.ts';

const STORMED = 'How many gunmen stormed the residence?';
const STORY = `Lima mayor opens a new bridge

January 3, 1997

The mayor of Lima opened a bridge across the Rimac river on Friday. It cost four million dollars and took two years to build.
`;

let world: World;
let discord: StandIn;
let ana: Person;
let mo: Person;
let indexDir: string;

beforeAll(async () => {
  indexDir = await mkdtemp(join(tmpdir(), 'clippings-index-'));
  world = await startWorld({
    openEngine: (corpusDir) => openEngine(loadConfig({ CORPUS_DIR: corpusDir, INDEX_DIR: indexDir })),
  });
  discord = world.discord;
  ana = discord.person('Ana');
  mo = discord.moderator('Mo');
});

afterAll(async () => {
  await world.close();
  await rm(indexDir, { recursive: true, force: true });
});

describe('the bot with its real engine and models', () => {
  it('answers by quoting the articles byte for byte, the answering words in bold', async () => {
    const reply = await discord.slash(ana, 'ask', { question: STORMED });
    const texts = world.engine.articles().map(({ text }) => text);
    const quotes = quotesIn(reply.content);
    expect(quotes.length).toBeGreaterThan(0);
    for (const { text, bold } of quotes) {
      expect(texts.some((article) => article.includes(text))).toBe(true);
      expect(text).toContain(bold);
      expect(bold.length).toBeGreaterThan(1);
    }
    expect(reply.content).toMatch(/15 to 20|about 20/i);
  });

  it('declines what the articles are not about, with the nearest passages called what they are', async () => {
    const reply = await discord.slash(ana, 'ask', { question: 'What is the best recipe for apple pie?' });
    expect(reply.content).toContain('Nothing in these articles is about that');
  });

  it('shows a quote in its article, more quotes, and follows up', async () => {
    const reply = await discord.mention(ana, discord.channel, 'Who is the president of Peru?');
    expect(reply.content).toContain('Fujimori');
    expect((await reply.press('1 in context')).content).toContain('-# Quote 1 in its article');
    expect((await reply.press('More')).content).toMatch(/^-# [234] · /m);
    const next = await discord.mention(ana, discord.channel, 'and what did he say?');
    expect(next.content).toContain('-# Following on from: Who is the president of Peru?');
  });

  it.each([
    [
      'a thousand characters',
      `${STORMED} ${'Tell me about the hostages in Lima. '.repeat(40)}`.slice(0, 1000),
    ],
    ['a thousand characters without a space', 'hostage'.repeat(150).slice(0, 1000)],
    ['a thousand signs of another script', '人質事件の日本大使公邸'.repeat(100).slice(0, 1000)],
    ['emoji', '🙂'.repeat(500)],
    ['Markdown and pings', '@everyone ||**how many**|| `rebels` <@1> # stormed\n> the residence?'],
    ['nothing but signs', '?!…'],
  ])('has an answer or a plain no for %s', async (_, question) => {
    const reply = await discord.slash(ana, 'ask', { question });
    expect(reply.content).not.toMatch(/E-[0-9A-F]{6}/);
    expect(reply.content.length).toBeGreaterThan(20);
  });

  it('answers fifty at once', async () => {
    const people = Array.from({ length: 50 }, (_, index) => discord.person(`Person ${index}`));
    const replies = await Promise.all(
      people.map((person) => discord.slash(person, 'ask', { question: STORMED }, { patienceMs: 60_000 })),
    );
    for (const reply of replies) expect(quotesIn(reply.content).length).toBeGreaterThan(0);
  });

  it('takes up a new article, answers during the reindex, and forgets it at once when it is removed', async () => {
    const added = await discord.slash(mo, 'corpus add', { file: discord.file('bridge.txt', STORY) });
    await added.press('Add');
    const meanwhile = await discord.slash(ana, 'ask', { question: STORMED });
    expect(quotesIn(meanwhile.content).length).toBeGreaterThan(0);
    await vi.waitFor(() => expect(world.engine.articles()).toHaveLength(8), { timeout: 20_000 });
    const question = 'What did the mayor of Lima open across the Rimac river?';
    const answer = await discord.slash(ana, 'ask', { question });
    expect(quotesIn(answer.content)[0]?.text).toContain('opened a bridge across the Rimac river');
    const sure = await discord.slash(mo, 'corpus remove', { article: 'Lima mayor opens' });
    const version = world.engine.status().indexVersion;
    await sure.press('Remove');
    const gone = await discord.slash(ana, 'ask', { question });
    expect(gone.content).not.toContain('opened a bridge');
    expect((await answer.press('1 in context')).content).toContain(
      'has been removed, so it is no longer quoted',
    );
    await vi.waitFor(() => expect(world.engine.status().indexVersion).not.toBe(version), { timeout: 20_000 });
    expect(world.engine.status().articles).toBe(7);
  });

  it('shows what a reindex really did, and cancels one', async () => {
    await writeFile(join(world.corpusDir, 'bridge.md'), `---\ntitle: Bridge\n---\n${STORY}`);
    await discord.slash(mo, 'reindex', { full: true });
    const progress = await discord.posted('the end', ({ content }) => content.includes('**Reindexed**'), {
      patienceMs: 60_000,
    });
    expect(progress.content).toContain('8 articles');
    expect(progress.content).toMatch(/\*\*Added \(1\)\*\*\n- /);
    await discord.slash(mo, 'reindex', { full: true });
    const second = await discord.posted('the progress', ({ content }) => content.includes('from nothing'));
    await second.press('Cancel', mo);
    await second.until('the end', ({ content }) => content.includes('was cancelled'), 60_000);
    expect((await discord.slash(ana, 'ask', { question: STORMED })).content).toContain('-# 1 · ');
  });

  it('inspects a question with the evidence for its verdict', async () => {
    const reply = await discord.slash(mo, 'inspect', { question: STORMED });
    expect(reply.content).toMatch(/Answered, confidence 0\.\d\d|Answered, confidence 1\.00/);
    expect(reply.content).toContain('**Articles, best first**');
  });

  it('helps with questions that are answered', async () => {
    const reply = await discord.slash(ana, 'help', {}, { patienceMs: 20_000 });
    const examples = [...reply.content.matchAll(/^- (.+)$/gm)].map((match) => match[1] ?? '');
    expect(examples).toHaveLength(3);
    for (const example of examples) expect((await world.engine.ask(example)).kind).toBe('answered');
  });
});
