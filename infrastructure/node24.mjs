// Runs the rest of the command line on Node 24, whichever Node ≥ 20 started this: the one that ships with the
// package when the running one is older. TypeScript is compiled as it is loaded; see typescript.mjs.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

function node24() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return join(dirname(manifest), require(manifest).bin.node);
    } catch {
      // this platform ships under the other name
    }
  }
  console.error(
    `Atrium runs on Node 24. This is ${process.version}, and no Node 24 is shipped for ${process.platform} on ${process.arch}: install Node 24 and try again.`,
  );
  process.exit(1);
}

const executable = node24();
const loader = new URL('./typescript.mjs', import.meta.url).href;
// The channel tells the child that this process is gone, however it went.
const child = spawn(executable, ['--enable-source-maps', '--import', loader, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PATH: [dirname(executable), join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.bin'), process.env.PATH].join(delimiter),
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm passes a signal to its shell, and the shell dies of it without telling us: then we have another parent.
const { ppid } = process;
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => process.ppid === ppid || child.kill('SIGTERM'), 200).unref();
}
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
