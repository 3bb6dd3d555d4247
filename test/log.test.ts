import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, redact } from '../src/log.ts';

const TOKEN = 'MTEyMjMzNDQ1NTY2Nzc4ODk5.GfakeX.fake_secret_for_tests_0123456789abcd';

/** A log whose lines are kept. */
function logging(level = 'info') {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => void lines.push(line) });
  return { log, lines };
}

describe('the log', () => {
  it('is one JSON object a line, with a time and no process or host', () => {
    const { log, lines } = logging();
    log.info({ command: 'ask', ms: 12 }, 'answered');
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '');
    expect(line).toMatchObject({ level: 30, command: 'ask', ms: 12, msg: 'answered' });
    expect(Object.keys(line).sort()).toEqual(['command', 'level', 'ms', 'msg', 'time']);
    expect(line.time).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });

  it('keeps quiet below its level', () => {
    const { log, lines } = logging('warn');
    log.info('not this');
    log.warn('this');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['this']);
  });

  it.each([
    ['a message', (log: ReturnType<typeof createLog>) => log.error(`login with ${TOKEN} failed`)],
    ['a field', (log: ReturnType<typeof createLog>) => log.info({ authorization: `Bot ${TOKEN}` }, 'x')],
    ['an error', (log: ReturnType<typeof createLog>) => log.error(new Error(`401 for ${TOKEN}`))],
    [
      "an error's cause",
      (log: ReturnType<typeof createLog>) => log.error(new Error('401', { cause: new Error(TOKEN) })),
    ],
    ['a child', (log: ReturnType<typeof createLog>) => log.child({ token: TOKEN }).info('x')],
  ])('blots a token out of %s', (_, write) => {
    const { log, lines } = logging();
    write(log);
    expect(lines.join('')).not.toContain(TOKEN);
    expect(lines.join('')).not.toContain('fake_secret');
    expect(lines.join('')).toContain('[token]');
  });
});

describe('redacting', () => {
  it('blots out the whole token wherever it stands', () => {
    const part = (length: number) =>
      fc.string({ unit: fc.constantFrom(...'ABCdef019_-'), minLength: length, maxLength: length });
    const tokens = fc.tuple(part(26), part(6), part(38)).map((parts) => parts.join('.'));
    const prose = fc.string({ unit: fc.constantFrom(...'ab "(){}:,/é\n') });
    fc.assert(
      fc.property(prose, tokens, prose, (before, token, after) => {
        expect(redact(`${before}"${token}"${after}`)).toBe(`${before}"[token]"${after}`);
      }),
    );
  });

  it('leaves everything else as it was', () => {
    for (const text of ['1996-12-17.md', 'a.b.c', inspect({ id: '112233445566778899' }), 'www.example.org']) {
      expect(redact(text)).toBe(text);
    }
  });
});
