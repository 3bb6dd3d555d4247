// Runs `ask` and closes its standard output at once, as `head` does when it has had enough.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const program = new URL('../../src/cli/ask.ts', import.meta.url).pathname;
const child = spawn(process.execPath, ['--import', 'tsx', program, ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
child.stdout?.destroy();
const [code] = await once(child, 'exit');
process.exitCode = Number(code);
