import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { DynamoDbDocumentStore } from '../../adapters/shared/dynamodb/dynamo-db-document-store.js';
import { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import { Client } from '../support/client.js';
import { aDynalite, clientOf } from '../support/dynamodb.js';
import { anEmptyDatabase, testMasterKey } from '../support/postgres.js';
import { aTemporaryDirectory } from '../support/temporary-directory.js';
import { npmRun } from './npm-run.js';
import { servedProducts, signedIn } from './served-products.js';

const settings = npmRun('settings');
const rebuild = npmRun('settings:rebuild');

const days = '/v1/settings/identity.invitation-days';

describe('npm run settings', function () {
  this.timeout(120_000);
  const products = servedProducts();
  const directory = aTemporaryDirectory();
  const given: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const giveBack of given.splice(0)) await giveBack();
  });


  it('says how it is used, and asks nothing of a database for that', async () => {
    const nowhere = { ATRIUM_DATA_DIR: join(directory(), 'nothing') };
    const { code, output, errors } = await settings(nowhere, 'destroy', 'identity.time-zone');
    expect([code, output]).to.deep.equal([2, '']);
    expect(errors).to.match(/^There is no command destroy\.\n\nUsage: npm run settings -- <command> /).and.not.to.include('    at ');
  });

  it('counts for the tenants that are served, beside the service on the embedded database', async () => {
    const data = { ATRIUM_DATA_DIR: join(directory(), 'data') };
    const { api } = await (await products.start(data)).ready();
    const password = (await readFile(join(directory(), 'data', 'demo-password'), 'utf8')).trim();
    const demo = await signedIn(api, { tenant: 'demo', email: 'owner@demo.example', password });
    const told = async (...args: readonly string[]): Promise<string> => {
      const { code, output, errors } = await settings(data, ...args);
      expect([code, errors], output).to.deep.equal([0, '']);
      return output;
    };
    const refusal = async (...args: readonly string[]): Promise<string> => {
      const { code, output, errors } = await settings(data, ...args);
      expect([code, output], errors).to.deep.equal([1, '']);
      return errors;
    };

    expect(await told('list')).to.match(/^KEY +LOCKED +VALUE\n/).and.to.match(/\nidentity\.invitation-days +no +-\n/);
    await becomes(demo, { value: 7, level: 'default', lockedBy: null });
    expect(await told('set', 'identity.invitation-days', '--value', '9')).to.match(/^identity\.invitation-days is set for all tenants\./);
    await becomes(demo, { value: 9, level: 'platform', lockedBy: null });
    expect(await told('set', 'identity.invitation-days', '--value', '11', '--plan', 'free')).to.match(/^identity\.invitation-days is set for tenants of the plan free\./);
    await becomes(demo, { value: 11, level: 'plan', lockedBy: null });
    expect(await told('lock', 'identity.invitation-days')).to.match(/^identity\.invitation-days is set and locked for all tenants\./);
    await becomes(demo, { value: 9, level: 'platform', lockedBy: 'platform' });
    expect(await told('show', 'identity.invitation-days')).to.match(/Said here +9\nLocked here +yes\n/);
    await told('clear', 'identity.invitation-days');
    await becomes(demo, { value: 11, level: 'plan', lockedBy: null });

    expect(await refusal('set', 'identity.invitation-days', '--value', '99')).to.include('from 1 to 30');
    expect(await refusal('show', 'identity.nights')).to.match(/^There is no such setting\.?\n$/);
    expect(await refusal('set', 'identity.time-zone', '--value', 'not a zone')).to.include('Europe/Berlin');
  });

  it('rebuilds a read store that was emptied, beside the service, and tells how much that was', async () => {
    const [database, documents] = [await anEmptyDatabase(), await aDynalite()];
    given.push(() => database.drop(), () => documents.stop());
    const { host, port, user, password: secret, database: name } = database.admin;
    const environment = {
      ATRIUM_DATA_DIR: join(directory(), 'none'),
      DATABASE_URL: `postgres://${user}:${secret}@${host}:${port}/${name}`,
      DYNAMODB_ENDPOINT: documents.endpoint,
      ATRIUM_MASTER_KEY: Buffer.from(testMasterKey).toString('base64url'),
      ATRIUM_PUBLIC_URL: 'https://atrium.example',
    };
    const { api } = await (await products.start(environment)).ready();
    const owner = { name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery staple' };
    const founded = await new Client(api).post('/v1/tenants', { name: 'Acme', slug: 'acme', owner });
    expect(founded.status, founded.text).to.equal(201);
    const ada = await signedIn(api, { tenant: 'acme', email: owner.email, password: owner.password });
    expect((await ada.send({ method: 'PUT', path: days, body: { value: 13 }, headers: { 'if-match': '"0"' } })).status).to.equal(200);
    const { id } = (await ada.get('/v1/me')).json<{ readonly user: { readonly id: string } }>().user;
    const noted = { method: 'PUT', path: `/v1/metadata/members/${id}`, body: { pairs: { desk: '42' } }, headers: { 'if-match': '"0"' } } as const;
    expect((await ada.send(noted)).status).to.equal(200);
    expect((await settings(environment, 'set', 'identity.invitation-days', '--value', '9')).code).to.equal(0);

    await documents.stop();
    const emptied = await aDynalite(documents.port);
    given.push(() => emptied.stop());

    const { code, output, errors } = await rebuild(environment, '--create-table');
    expect([code, errors], output).to.deep.equal([0, '']);
    // of the platform its card and one sheet; of the tenant card, slug, sheet and pairs
    expect(output).to.match(/^The table (?:was made|is there)\.\n2 tenants are done: 4 documents of tenancy, 1 document of metadata, 2 documents of settings, in \d+\.\d s\.\n$/);
    const store = new DynamoDbDocumentStore({ client: clientOf(emptied.endpoint), table: 'atrium-documents', onFailure: () => undefined });
    const copied = await store.read(TenantContext.visitor(TenantId.from(String(founded.json()['id']))), [{ kind: 'settings.sheet', id: 'tenant' }, { kind: 'metadata.members', id }]);
    expect([...copied.values()].map(({ version }) => version)).to.deep.equal([1, 1]);
    await becomes(ada, { value: 13, level: 'tenant', lockedBy: null });
  });
});

/** Waits until the setting is this for whoever asks. Whoever waits in vain runs into the limit of the test. */
async function becomes(client: Client, expected: { readonly value: number; readonly level: string; readonly lockedBy: string | null }): Promise<void> {
  for (;;) {
    const { value, level, lockedBy } = (await client.get(days)).json();
    if (JSON.stringify({ value, level, lockedBy }) === JSON.stringify(expected)) return;
    await delay(50);
  }
}
