import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { StartedProduct } from '../started-product.js';

type Stop = { readonly commands: string; readonly output: string };

/** Each block of commands in the README's tour, and what the README says comes of it. */
async function tourOf(path: URL): Promise<{ readonly started: string; readonly stops: readonly Stop[] }> {
  const readme = await readFile(path, 'utf8');
  const tour = readme.slice(readme.indexOf('## The tour'), readme.indexOf('## How it is built'));
  const started = /^```text\n(.*?)^```/ms.exec(tour)?.[1] ?? '';
  const blocks = [...tour.matchAll(/^```sh\n(.*?)^```\n(?:```text\n(.*?)^```)?/gms)];
  return { started, stops: blocks.map(([, commands = '', output = '']) => ({ commands, output })) };
}

/** Without what is another at each run: ids, those of events, times, the year of a number, cursors, passwords, ports. */
const lasting = (text: string): string =>
  text
    .trim()
    .replaceAll(/\r/g, '')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/(\bid:|"id":")[\w-]{22,}/g, '$1<event>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/INV-\d{4}-/g, 'INV-<year>-')
    .replaceAll(/("nextCursor":)"[\w-]+"/g, '$1"<cursor>"')
    .replaceAll(/(password |"password":")[\w-]{24}/g, '$1<password>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>');

describe('the tour of the README', function () {
  this.timeout(60_000);
  let directory: string;
  let product: StartedProduct;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-tour-'));
    product = await StartedProduct.with({ ATRIUM_DATA_DIR: join(directory, '.atrium') });
  });

  after(async () => {
    product.signalGroup('SIGTERM');
    await product.ended;
    await rm(directory, { recursive: true });
  });

  it('answers as it says when it is pasted', async () => {
    const { api } = await product.ready();
    const { started, stops } = await tourOf(new URL('../../../README.md', import.meta.url));
    const pasted = stops.map(({ commands }) => `${commands.replaceAll('http://127.0.0.1:3000', api ?? '')}\nprintf '\\001'\n`).join('');

    const { stdout } = await promisify(execFile)('bash', ['-c', pasted], { cwd: directory });

    expect(lasting(product.output.slice(product.output.indexOf('Atrium is ready.')))).to.equal(lasting(started));
    expect(stdout.split('\x01').slice(0, -1).map(lasting)).to.deep.equal(stops.map(({ output }) => lasting(output)));
    expect(stops).to.have.length.greaterThan(7);
  });
});
