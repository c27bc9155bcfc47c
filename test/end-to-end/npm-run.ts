import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the process of a command has said, and how it ended. */
export type Ran = { readonly code: number; readonly output: string; readonly errors: string };

/** `npm run <script> -- …`, as an operator would type it, with these variables and no other settings of ours. */
export function npmRun(script: string, environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    execFile('npm', ['run', '-s', script, '--', ...args], { cwd: root, env: { PATH, HOME, ...environment } }, (error, output, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}
