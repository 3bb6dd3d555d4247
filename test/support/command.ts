import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a program left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  /** Written to its standard input, which then ends. */
  readonly input?: string;
  /** Added to the environment; settings of whoever runs the tests are left out. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** Runs a program of this repository, such as `src/cli/ask.ts`, as a process of its own. */
export async function runCommand(
  program: string,
  args: readonly string[],
  { input = '', env = {}, cwd = ROOT }: CommandOptions = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', TSX, `${ROOT}${program}`, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ...env },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, out, err };
}
