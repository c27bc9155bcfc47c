import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aDatabase, testMasterKey } from '../support/postgres.js';
import { aTemporaryDirectory } from '../support/temporary-directory.js';
import { npmRun } from './npm-run.js';
import { StartedProduct } from './started-product.js';

const keys = npmRun('keys');

describe('npm run keys', function () {
  this.timeout(60_000);
  const directory = aTemporaryDirectory();
  let environment: Readonly<Record<string, string>>;

  before(() => {
    environment = { ATRIUM_DATA_DIR: join(directory(), 'data') };
  });

  it('rotates the keys of a service that runs, which need not start again', async () => {
    const product = await StartedProduct.with(environment);
    try {
      const { api } = await product.ready();
      const kids = async () => ((await (await fetch(`${api}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
      const post = async (path: string, body: object) =>
        (await (await fetch(api + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()) as { accessToken: string; refreshToken: string };
      const statusOf = async (token: string) => (await fetch(`${api}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
      const password = (await readFile(join(directory(), 'data', 'demo-password'), 'utf8')).trim();
      const signedIn = await post('/v1/sessions', { tenant: 'demo', email: 'owner@demo.example', password });
      const [first] = await kids();

      const rotated = await keys(environment, 'rotate');
      expect(rotated, rotated.errors).to.include({ code: 0, errors: '' });
      await delay(2_000);
      const [second, ...others] = await kids();
      expect(others).to.deep.equal([first]);
      expect(rotated.output).to.match(new RegExp(`^The key ${second ?? ''} is published now and signs from \\S+Z on\\. `));
      expect(await statusOf(signedIn.accessToken)).to.equal(200);

      const leaked = await keys(environment, 'rotate', '--at-once');
      expect(leaked, leaked.errors).to.include({ code: 0, errors: '' });
      await delay(2_000);
      const [third, ...gone] = await kids();
      expect(gone).to.deep.equal([]);
      expect(leaked.output).to.match(new RegExp(`^The key ${third ?? ''} signs from now on\\. `));
      expect(await statusOf(signedIn.accessToken)).to.equal(401);
      const anew = await post('/v1/sessions/refresh', { refreshToken: signedIn.refreshToken });
      expect(await statusOf(anew.accessToken)).to.equal(200);

      const listed = (await keys(environment, 'list')).output;
      expect(listed.split('\n').map((line) => /^(\S+) {2}\S+Z {2}(\w+): /.exec(line)?.slice(1).join(' ') ?? '')).to.deep.equal([
        `${third ?? ''} signing`,
        `${second ?? ''} revoked`,
        `${first ?? ''} revoked`,
        '',
      ]);
      const masterKey = (await readFile(join(directory(), 'data', 'master-key'), 'utf8')).trim();
      for (const secret of [masterKey, 'eyJ', '"d"']) expect(rotated.output + leaked.output + listed).to.not.include(secret);
    } finally {
      product.signalGroup('SIGTERM');
      await product.ended;
    }
  });

  it('does without a service, and leaves none behind', async () => {
    const { code, output, errors } = await keys(environment, 'list');
    expect([code, errors, output.split('\n').length - 1]).to.deep.equal([0, '', 3]);
    const again = await StartedProduct.with(environment);
    await again.ready();
    again.signalGroup('SIGTERM');
    await again.ended;
  });

  it('works on a database of one’s own, as the role for work across tenants', async () => {
    const { admin, drop } = await aDatabase();
    const { user, password, host, port, database } = admin;
    const own = { DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${database}`, ATRIUM_MASTER_KEY: Buffer.from(testMasterKey).toString('base64url') };
    try {
      expect(await keys(own, 'list')).to.deep.equal({ code: 0, output: 'There is no key yet: the first start makes one.\n', errors: '' });
      expect((await keys(own, 'rotate')).code).to.equal(0);
      expect((await keys(own, 'list')).output).to.match(/^\S+ {2}\S+Z {2}signing: signs\n$/);
      const stranger = await keys({ ...own, ATRIUM_MASTER_KEY: 'q'.repeat(43) }, 'rotate');
      expect(stranger).to.deep.include({ code: 1, output: '' });
      expect(stranger.errors).to.match(/^The database \S+ at \S+ cannot be reached: it does not accept the user or the password\.\n$/);
    } finally {
      await drop();
    }
  });

  it('says what it understands when it is asked for anything else', async () => {
    const asked = [[], ['burn'], ['list', '--at-once'], ['rotate', 'now'], ['rotate', '--force']];
    const answers = await Promise.all(asked.map(async (args) => ({ args, ...(await keys({ ATRIUM_DATA_DIR: join(directory(), 'nowhere') }, ...args)) })));
    for (const { args, code, output, errors } of answers) {
      expect([code, output], args.join(' ')).to.deep.equal([2, '']);
      expect(errors, args.join(' ')).to.match(/^Say what to do: `npm run keys -- list`, .*\.\n$/);
    }
  });
});
