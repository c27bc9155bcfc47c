import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type Environment = Readonly<Record<string, string>>;
/** What the process of a command has said, and how it ended. */
export type Ran = { readonly code: number; readonly output: string; readonly errors: string };

/** `npm run <script> -- …` to its end, as somebody would type it in a shell of their own. */
export const npmRun =
  (script: string) =>
  (environment: Environment, ...args: readonly string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const { PATH = '', HOME = '' } = process.env;
      execFile('npm', ['run', '-s', script, '--', ...args], { cwd: root, env: { PATH, HOME, ...environment } }, (error, output, errors) => {
        resolve({ code: error === null ? 0 : Number(error.code), output, errors });
      });
    });
