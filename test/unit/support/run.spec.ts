import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '../../..');
const skipModule = pathToFileURL(join(root, 'test/support/mocha-skip.ts')).href;

const planted = {
  passing: `describe('passing', () => { it('passes', () => {}); });`,
  failing: `describe('failing', () => { it('fails', () => { throw new Error('the lights went out'); }); });`,
  rejecting: `describe('rejecting', () => {
    it('forgets a promise', async () => { void Promise.reject(new Error('nobody awaited this')); await new Promise((on) => setTimeout(on, 20)); });
  });`,
  leaking: `describe('leaking', () => { it('passes', () => { setInterval(() => {}, 1000); }); });`,
  skipping: `import { skip } from '${skipModule}';
    describe('skipping', () => {
      it('one test', function () { skip(this, 'there is no moon'); });
      describe('a suite', () => { before(function () { skip(this, 'there is no sun'); }); it('another test', () => {}); });
    });`,
  empty: '',
  broken: `throw new Error('does not load');`,
};

describe('running the tests', () => {
  let plot: string;
  before(() => {
    plot = mkdtempSync(join(tmpdir(), 'run-'));
    for (const [name, source] of Object.entries(planted)) writeFileSync(join(plot, `${name}.spec.ts`), source);
  });
  after(() => rmSync(plot, { recursive: true }));

  const run = async (ci: boolean, names: readonly (keyof typeof planted)[], ...more: string[]) => {
    const files = names.map((name) => join(plot, `${name}.spec.ts`));
    const child = spawn(process.execPath, [...process.execArgv, join(root, 'test/run.ts'), ...files, ...more], {
      env: { ...process.env, CI: String(ci) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((on) => child.once('close', on));
    const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, output, errors, last: output.trimEnd().split('\n').at(-1) };
  };

  it('ends well when all pass, whatever was left open', async () => {
    const { code, last } = await run(true, ['passing', 'leaking']);

    expect(last).to.equal('2 passed, 0 failed, 0 skipped');
    expect(code).to.equal(0);
  });

  it('fails when a test fails or a rejection is not handled, and shows each in full', async () => {
    const { code, output, errors, last } = await run(false, ['passing', 'failing', 'rejecting']);

    expect(output + errors).to.contain('the lights went out').and.to.contain('nobody awaited this');
    expect(last).to.equal('1 passed, 2 failed, 0 skipped');
    expect(code).to.equal(1);
  });

  it('tells what was skipped and why, which only CI takes for a failure', async () => {
    const [here, inCi] = await Promise.all([run(false, ['passing', 'skipping']), run(true, ['passing', 'skipping'])]);

    expect(here.output).to.match(/Skipped 1, because there is no moon:\n {2}skipping one test\n/);
    expect(here.output).to.match(/Skipped 1, because there is no sun:\n {2}skipping a suite another test\n/);
    expect([here.last, inCi.last]).to.deep.equal(Array(2).fill('1 passed, 0 failed, 2 skipped'));
    expect([here.code, inCi.code]).to.deep.equal([0, 1]);
  });

  it('runs the part that is asked for', async () => {
    const { code, last } = await run(false, ['passing', 'failing'], '--grep', 'passes');

    expect(last).to.equal('1 passed, 0 failed, 0 skipped');
    expect(code).to.equal(0);
  });

  it('fails when nothing ran', async () => {
    const { code, errors } = await run(false, ['empty']);

    expect(errors).to.contain('No test ran');
    expect(code).to.equal(1);
  });

  it('fails when a file does not load', async () => {
    const { code, errors } = await run(false, ['passing', 'broken']);

    expect(errors).to.contain('does not load');
    expect(code).to.equal(1);
  });
});
