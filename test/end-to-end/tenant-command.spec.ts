import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { anEmptyDatabase, testMasterKey } from '../support/postgres.js';
import { Client } from '../support/client.js';
import { aTemporaryDirectory } from '../support/temporary-directory.js';
import { npmRun } from './npm-run.js';
import { servedProducts, signedIn } from './served-products.js';

const tenant = npmRun('tenant');

describe('npm run tenant', function () {
  this.timeout(120_000);
  const products = servedProducts();
  const directory = aTemporaryDirectory();
  let drop = async (): Promise<void> => undefined;

  afterEach(async () => {
    await drop();
    drop = async () => undefined;
  });


  it('says how it is used, and asks nothing of a database for that', async () => {
    const nowhere = { ATRIUM_DATA_DIR: join(directory(), 'nothing') };
    const { code, output, errors } = await tenant(nowhere, 'destroy', 'demo');
    expect([code, output]).to.deep.equal([2, '']);
    expect(errors).to.match(/^There is no command destroy\.\n\nUsage: npm run tenant -- <command>\n/).and.not.to.include('    at ');
  });

  it('works on the embedded database, while it is served and while it is not', async () => {
    const data = { ATRIUM_DATA_DIR: join(directory(), 'data') };
    const product = await products.start(data);
    const { api } = await product.ready();
    const password = (await readFile(join(directory(), 'data', 'demo-password'), 'utf8')).trim();
    const demo = await signedIn(api, { tenant: 'demo', email: 'owner@demo.example', password });
    const refusal = async (...args: readonly string[]): Promise<string> => {
      const { code, output, errors } = await tenant(data, ...args);
      expect([code, output], errors).to.deep.equal([1, '']);
      return errors;
    };
    const told = async (...args: readonly string[]): Promise<string> => {
      const { code, output, errors } = await tenant(data, ...args);
      expect([code, errors], output).to.deep.equal([0, '']);
      return output;
    };

    expect(await told('list')).to.match(/^SLUG +STATUS +PLAN +FOUNDED +NAME\ndemo +active +free +\d{4}-\d\d-\d\d +Demo\n$/);
    expect(await refusal('show', 'nobody')).to.equal('There is no tenant of this slug.\n');
    expect(await refusal('suspend', 'platform')).to.equal('There is no tenant of this slug.\n');
    expect(await refusal('resume', 'demo')).to.equal('The tenant is not suspended.\n');
    expect(await refusal('close', 'demo')).to.equal('The tenant is not being closed.\n');

    expect(await told('suspend', 'demo', '--reason', 'unpaid since March')).to.match(/^demo is suspended: /);
    expect(await refusal('suspend', 'demo')).to.equal('The tenant is suspended already.\n');
    expect(await told('show', 'demo')).to.match(/Status +suspended\n/).and.to.match(/: unpaid since March\n/);
    await becomes(demo, [403, 'tenancy.tenant-suspended']);
    expect(await told('resume', 'demo')).to.match(/^demo is active again\./);
    await becomes(demo, 200);
    expect(await told('plan', 'demo', 'team')).to.match(/^demo has the plan team: 50 members, 5000 customers, 5000 invoices per month\./);
    const { headers } = await demo.get('/v1/tenant');
    expect((await demo.post('/v1/tenant/closure', undefined, { 'if-match': headers['etag'] ?? '' })).status).to.equal(200);
    expect(await refusal('close', 'demo')).to.match(/^The tenant can be closed from \S+Z on: until then its owner can reopen it\.\n$/);

    await products.stop(product);

    expect(await told('list')).to.match(/\ndemo +closing +team /);
    expect(await told('close', 'demo', '--at-once')).to.match(/^demo is closed, for good/);

    await (await products.start(data)).ready();
    expect(await told('show', 'demo')).to.match(/Status +closed\n/);
    expect(await refusal('resume', 'demo')).to.equal('The tenant is closed, for good.\n');
  });

  it('counts in every process that serves the tenant, within moments', async () => {
    const empty = await anEmptyDatabase();
    drop = empty.drop;
    const { host, port, user, password: secret, database } = empty.admin;
    const settings = {
      ATRIUM_DATA_DIR: join(directory(), 'none'),
      DATABASE_URL: `postgres://${user}:${secret}@${host}:${port}/${database}`,
      ATRIUM_MASTER_KEY: Buffer.from(testMasterKey).toString('base64url'),
      ATRIUM_PUBLIC_URL: 'https://atrium.example',
    };
    expect((await tenant(settings, 'list')).errors).to.match(/^The database .+ cannot be reached: it does not accept the user or the password\.\n$/);
    const [one = '', other = ''] = await Promise.all([1, 2].map(async () => (await (await products.start(settings)).ready()).api));
    const owner = { name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery staple' };
    expect((await new Client(one).post('/v1/tenants', { name: 'Acme', slug: 'acme', owner })).status).to.equal(201);
    const here = await signedIn(one, { tenant: 'acme', email: owner.email, password: owner.password });
    const there = new Client(other, here.token);

    await Promise.all([here, there].map((client) => becomes(client, 200)));
    expect((await tenant(settings, 'suspend', 'acme')).code).to.equal(0);
    await Promise.all([here, there].map((client) => becomes(client, [403, 'tenancy.tenant-suspended'])));
    expect((await tenant(settings, 'resume', 'acme')).code).to.equal(0);
    await Promise.all([here, there].map((client) => becomes(client, 200)));
    expect((await tenant(settings, 'close', 'acme', '--at-once')).code).to.equal(0);
    await Promise.all([here, there].map((client) => becomes(client, [401, 'http.unauthenticated'])));
  });
});

/** Waits until a change that is attempted comes to this. Whoever waits in vain runs into the limit of the test. */
async function becomes(client: Client, expected: number | readonly [number, string]): Promise<void> {
  for (;;) {
    const tag = (await client.get('/v1/tenant')).headers['etag'] ?? '"1"';
    const { status, json } = await client.patch('/v1/tenant', {}, Number(JSON.parse(tag)));
    if (JSON.stringify(status === 200 ? 200 : [status, json()['code']]) === JSON.stringify(expected)) return;
    await delay(50);
  }
}
