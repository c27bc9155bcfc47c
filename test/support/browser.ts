import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { debianProgram } from './debian-program.js';

/** A headless Chromium with one page and an empty profile, which reaches nothing but 127.0.0.1. */
export type Browser = {
  readonly version: string;
  readonly page: Page;
  /** Every URL that the page has asked for. */
  readonly asked: readonly string[];
  /** Whatever the console was told as an error or a warning, what was thrown and not caught, and what the policy forbade. */
  readonly faults: readonly string[];
  close(): Promise<void>;
};

/** Ends with this process, however that ends. @throws NotToBeHad where there is no Chromium, nor one to be fetched. */
export async function startBrowser(): Promise<Browser> {
  const program = await debianProgram({
    commands: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
    debian: 'chromium-headless-shell',
    file: 'usr/lib/chromium/chromium-headless-shell',
  });
  const directory = await mkdtemp(join(tmpdir(), 'atrium-test-browser-'));
  const guard = removedWithUs(directory);
  const launched = (chromiumSandbox: boolean): Promise<BrowserContext> =>
    chromium.launchPersistentContext(join(directory, 'profile'), {
      executablePath: program.path,
      artifactsDir: join(directory, 'artifacts'),
      env: { PATH: process.env['PATH'], ...program.env, HOME: directory },
      chromiumSandbox,
      args: ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
      // the run has handlers of its own, and ends the browser as it exits
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  // neither root nor every container has a sandbox to offer
  const context = await launched(process.getuid?.() !== 0).catch(() => launched(false));
  const [page = await context.newPage()] = context.pages();
  const asked: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.exposeFunction('forbidden', (what: string) => faults.push(what));
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (it) => forbidden(it.violatedDirective + ' ' + it.blockedURI))`);
  return {
    version: context.browser()?.version() ?? 'unknown',
    page,
    asked,
    faults,
    async close() {
      await context.close();
      await rm(directory, { recursive: true, force: true });
      guard.kill('SIGKILL');
    },
  };
}

/** A run that is killed takes the directory along: the pipe's end is the news, for the browser as well. */
function removedWithUs(directory: string) {
  const guard = spawn('sh', ['-c', 'cat > /dev/null; sleep 1; rm -rf -- "$0"', directory], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.on('error', () => undefined);
  guard.unref();
  return guard;
}
