import { expect } from 'chai';
import { ChangePlatformSetting, type ChangePlatformSettingCommand } from '../../../application/settings/change-platform-setting.js';
import { SecretSealer } from '../../../application/settings/ports/secret-sealer.js';
import { SettingsWork } from '../../../application/settings/ports/settings-work.js';
import { SheetRegister } from '../../../application/settings/ports/sheet-register.js';
import { platformTenant } from '../../../application/settings/platform-tenant.js';
import { EffectiveSettings } from '../../../application/settings/published.js';
import { SettingCatalogue } from '../../../application/settings/setting-catalogue.js';
import { Clock } from '../../../application/shared/ports/clock.js';
import { DocumentStore } from '../../../application/shared/ports/document-store.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { flag, listOf, secretSetting, setting, text, wholeNumber } from '../../../application/shared/setting.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { type Application, inMemoryApplicationWith, postgresApplication } from '../../support/application.js';
import type { Answered } from '../../support/client.js';
import { aColleague, anOwner, type Somebody } from '../../support/signed-in.js';

const days = setting('library.days', { description: 'For how long a book is lent', kind: wholeNumber({ min: 1, max: 90 }), default: 14 });
const shelves = setting('library.shelves', { description: 'What shelves are called', kind: listOf(text({ max: 20 }), { max: 3 }), default: [], levels: ['tenant'] });
const password = secretSetting('library.password', { description: 'To the catalogue of others' });
const newShelf = flag('library.new-shelf', { description: 'A shelf that turns', by: 'tenant' });
const declared = [days, shelves, password, newShelf];

const operator = SystemContext.for('a test of settings');
const SECRET = 'tr0ub4dor-and-3';

type Shown = Readonly<Record<string, unknown>>;

for (const [where, open] of [
  ['in memory', () => inMemoryApplicationWith({ declared })],
  ['on PostgreSQL', () => postgresApplication({ poolSize: 1, declared })],
] as const) {
  describe(`setting things ${where}`, function () {
    this.timeout(60_000);
    let application: Application;
    let owner: Somebody;
    let colleague: Somebody;

    before(async () => {
      application = await open();
    });
    after(() => application.close());
    beforeEach(async () => {
      owner = await anOwner(application, 'team');
      colleague = await aColleague(application, owner, 'member');
    });
    // what operators say holds for all tenants, those of the next test as well
    afterEach(async () => {
      for (const { key } of [days, newShelf]) for (const sheet of ['platform', 'plan#team'] as const) await says({ sheet, key, does: 'clear' }).catch(() => undefined);
    });

    const says = (command: ChangePlatformSettingCommand) => {
      const { container } = application;
      return new ChangePlatformSetting(container.get(SettingsWork), container.get(SettingCatalogue), container.get(SecretSealer), container.get(Clock)).execute(operator, command);
    };
    const path = (key: string, mine = '') => `/v1/settings/${key}${mine}`;
    const show = async ({ client }: Somebody, key = days.key) => (await client.get(path(key))).json<Shown>();
    const send = async (who: Somebody, method: 'PUT' | 'DELETE', key: string, body?: object, mine = ''): Promise<Answered> => {
      const { headers } = await who.client.get(path(key));
      return who.client.send({ method, path: path(key, mine), headers: { 'if-match': headers['etag'] ?? '' }, ...(body === undefined ? {} : { body }) });
    };
    const codeOf = (answer: Answered) => [answer.status, answer.json<Shown>()['code']];
    const contextOf = async ({ tenantId }: Somebody) => TenantContext.visitor(TenantId.from(tenantId));

    it('follows the levels, and says who said what', async () => {
      expect(await show(owner)).to.deep.include({ value: 14, default: 14, level: 'default', isSet: false, setBy: null, lockedBy: null });
      await says({ sheet: 'platform', key: days.key, does: 'set', value: 20 });
      expect(await show(owner)).to.deep.include({ value: 20, level: 'platform', isSet: true, setBy: null });
      await says({ sheet: 'plan#team', key: days.key, does: 'set', value: 30 });
      expect(await show(owner)).to.deep.include({ value: 30, level: 'plan' });

      const set = await send(owner, 'PUT', days.key, { value: 40 });
      const { user } = (await owner.client.get('/v1/me')).json<{ readonly user: { readonly id: string } }>();
      expect([set.status, set.json()]).to.deep.equal([200, await show(owner)]);
      expect(await show(colleague)).to.deep.include({ value: 40, level: 'tenant', setBy: user.id });

      expect((await send(colleague, 'PUT', days.key, { value: 50 }, '/mine')).status).to.equal(200);
      expect(await show(colleague)).to.deep.include({ value: 50, level: 'user' });
      expect(await show(owner)).to.deep.include({ value: 40, level: 'tenant' });

      expect((await send(colleague, 'DELETE', days.key, undefined, '/mine')).status).to.equal(204);
      expect((await send(owner, 'DELETE', days.key)).status).to.equal(204);
      expect(await show(colleague)).to.deep.include({ value: 30, level: 'plan' });
    });

    it('is locked from above, and refuses what is said below', async () => {
      await send(colleague, 'PUT', days.key, { value: 50 }, '/mine');
      await send(owner, 'PUT', days.key, { value: 40, locked: true });

      expect(await show(colleague)).to.deep.include({ value: 40, level: 'tenant', lockedBy: 'tenant' });
      const refused = await send(colleague, 'PUT', days.key, { value: 60 }, '/mine');
      expect(codeOf(refused)).to.deep.equal([422, 'settings.setting-locked']);
      expect(refused.json()['detail']).to.include('locked at the level tenant');
      expect(codeOf(await send(colleague, 'DELETE', days.key, undefined, '/mine'))).to.deep.equal([422, 'settings.setting-locked']);

      await says({ sheet: 'plan#team', key: days.key, does: 'lock' });
      expect(await show(owner)).to.deep.include({ value: 14, level: 'default', lockedBy: 'plan' });
      expect(codeOf(await send(owner, 'PUT', days.key, { value: 41 }))).to.deep.equal([422, 'settings.setting-locked']);
      await says({ sheet: 'plan#team', key: days.key, does: 'unlock' });
      expect(await show(owner)).to.deep.include({ value: 40, level: 'tenant', lockedBy: 'tenant' });
    });

    it('refuses what it cannot take, each with a reason of its own', async () => {
      for (const [key, body, mine, refusal] of [
        [days.key, { value: 91 }, '', [400, 'settings.value-refused']],
        [days.key, { value: 'many' }, '', [400, 'settings.value-refused']],
        [days.key, { value: [] }, '/mine', [400, 'settings.value-refused']],
        [days.key, { value: null }, '', [400, 'http.invalid-request']],
        [days.key, { value: { days: 1 } }, '', [400, 'http.invalid-request']],
        [days.key, { value: 'x'.repeat(4_001) }, '', [400, 'http.invalid-request']],
        [days.key, {}, '', [400, 'http.invalid-request']],
        [shelves.key, { value: ['a', 'a'] }, '', [400, 'settings.value-refused']],
        [shelves.key, { value: ['a'] }, '/mine', [422, 'settings.level-not-allowed']],
      ] as const) {
        const refused = await send(owner, 'PUT', key, body, mine);
        expect(codeOf(refused), `${key} ${JSON.stringify(body)}`).to.deep.equal(refusal);
      }
      const [fault] = (await send(owner, 'PUT', days.key, { value: 91 })).json<{ readonly errors: readonly Shown[] }>().errors;
      expect(fault).to.deep.include({ in: 'body', pointer: '/value', message: 'The value must be a whole number from 1 to 90.' });
      expect(codeOf(await owner.client.get(path('library.nights')))).to.deep.equal([404, 'settings.setting-not-found']);
    });

    it('insists on the version that was seen', async () => {
      const before = await owner.client.get(path(days.key));
      const change = (value: number, headers: Record<string, string>) => owner.client.send({ method: 'PUT', path: path(days.key), headers, body: { value } });

      expect(codeOf(await change(20, {}))).to.deep.equal([428, 'http.precondition-required']);
      expect((await change(20, { 'if-match': before.headers['etag'] ?? '' })).status).to.equal(200);
      expect(codeOf(await change(21, { 'if-match': before.headers['etag'] ?? '' }))).to.deep.equal([412, 'shared.outdated-version']);

      const seen = (await owner.client.get(path(days.key))).headers['etag'] ?? '';
      await says({ sheet: 'platform', key: days.key, does: 'set', value: 5 });
      expect(codeOf(await change(22, { 'if-match': seen }))).to.deep.equal([412, 'shared.outdated-version']);
      expect(await show(owner)).to.deep.include({ value: 20 });
    });

    it('tells what it was, the tenant’s to all and a user’s to themselves', async () => {
      for (const value of [20, 21]) await send(owner, 'PUT', days.key, { value });
      await send(owner, 'DELETE', days.key);
      await send(owner, 'PUT', days.key, { value: 77 }, '/mine');
      const history = async (who: Somebody, query = '') =>
        (await who.client.get(`${path(days.key)}/history${query}`)).json<{ readonly data: readonly Shown[] }>().data.map(({ value }) => value);

      expect(await history(colleague)).to.deep.equal([null, 21, 20]);
      expect(await history(owner, '?level=user')).to.deep.equal([77]);
      expect(await history(colleague, '?level=user')).to.deep.equal([]);
    });

    it('shows nothing of it to another tenant', async () => {
      const stranger = await anOwner(application, 'team');
      await send(owner, 'PUT', days.key, { value: 20 });

      expect(await show(stranger)).to.deep.include({ value: 14, level: 'default' });
      expect((await stranger.client.get(`${path(days.key)}/history`)).json()['data']).to.deep.equal([]);
    });

    it('shows a secret to nobody: in no answer, event, copy or row; and opens it for whoever declared it', async () => {
      const said = await send(owner, 'PUT', password.key, { value: SECRET });
      expect([said.status, said.json<Shown>()['value'], said.json<Shown>()['isSet']]).to.deep.equal([200, null, true]);
      const changed = await send(owner, 'PUT', password.key, { value: `${SECRET}!` });
      const refused = await send(owner, 'PUT', password.key, { value: `${SECRET}\u0000` });
      await application.drain();
      const tenant = await contextOf(owner);
      const { container } = application;

      const outputs = [
        said.text, changed.text, refused.text,
        ...(await Promise.all(['/v1/settings', path(password.key), `${path(password.key)}/history`].map(async (at) => (await owner.client.get(at)).text))),
        JSON.stringify([...(await container.get(DocumentStore).read(tenant, [{ kind: 'settings.sheet', id: 'tenant' }])).values()]),
        JSON.stringify(await container.get(SheetRegister).read(tenant, ['tenant'])),
        JSON.stringify([application.defects, application.unavailable]),
      ];

      expect(outputs.filter((output) => output.includes(SECRET))).to.deep.equal([]);
      expect(outputs.every((output) => output.length > 2)).to.equal(true);
      expect(await container.get(EffectiveSettings).valueOf(tenant, password)).to.equal(`${SECRET}!`);
      expect(await container.get(EffectiveSettings).valueOf(await contextOf(await anOwner(application)), password)).to.equal('');
    });

    it('rolls a feature out to tenants, as operators say', async () => {
      const isOn = async () => (await owner.client.get('/v1/feature-flags')).json<{ readonly data: readonly Shown[] }>().data.find(({ key }) => key === newShelf.key)?.['isOn'];

      expect(await isOn()).to.equal(false);
      await says({ sheet: 'platform', key: newShelf.key, does: 'set', value: 100 });
      expect(await isOn()).to.equal(true);
      expect(await application.container.get(EffectiveSettings).isOn(await contextOf(owner), newShelf)).to.equal(true);
      await says({ sheet: 'plan#team', key: newShelf.key, does: 'set', value: 0 });
      expect(await isOn()).to.equal(false);
    });

    it('is repaired by whoever hears of a change, should its copy be lost', async () => {
      const tenant = await contextOf(owner);
      const { container } = application;
      const documents = container.get(DocumentStore);
      const copied = async () => (await documents.read(tenant, [{ kind: 'settings.sheet', id: 'tenant' }])).get('settings.sheet#tenant')?.version;
      await application.drain();
      await show(owner);
      Object.assign(documents, { write: () => Promise.reject(new Unavailable()) });

      expect((await send(owner, 'PUT', days.key, { value: 20 })).status).to.equal(200);
      expect(await show(owner)).to.deep.include({ value: 20 });
      Reflect.deleteProperty(documents, 'write');
      expect(await copied()).to.equal(0);

      await application.drain();
      expect(await copied()).to.equal(1);
    });

    it('is repaired for all tenants alike, when the platform has said something', async () => {
      const documents = application.container.get(DocumentStore);
      const copied = async () => (await documents.read(platformTenant, [{ kind: 'settings.sheet', id: 'platform' }])).get('settings.sheet#platform')?.version;
      await show(owner);
      await application.drain();
      const before = (await copied()) ?? 0;
      Object.assign(documents, { write: () => Promise.reject(new Unavailable()) });
      await says({ sheet: 'platform', key: days.key, does: 'set', value: 33 });
      Reflect.deleteProperty(documents, 'write');
      expect(await copied()).to.equal(before);

      await application.drain();
      expect(await copied()).to.equal(before + 1);
    });

    it('shows to whoever manages settings that the tenant changed one, without its value, and nothing of what somebody set for themselves', async () => {
      expect((await send(owner, 'PUT', days.key, { value: 41 })).status).to.equal(200);
      expect((await send(colleague, 'PUT', days.key, { value: 51 }, '/mine')).status).to.equal(200);
      expect((await send(owner, 'PUT', password.key, { value: SECRET })).status).to.equal(200);
      await application.drain();
      const shown = async ({ client }: Somebody) => (await client.get('/v1/events?limit=100')).json<{ readonly data: readonly Shown[] }>().data;

      const told = (await shown(owner)).filter(({ type }) => String(type).startsWith('settings.'));
      const change = { isSet: true, locked: false };
      expect(told.map(({ type, data }) => [type, data])).to.deep.equal([days, password].map(({ key }) => ['settings.setting-changed', { key, ...change }]));
      expect((await shown(colleague)).filter(({ type }) => String(type).startsWith('settings.'))).to.deep.equal([]);
    });

    it('forgets what somebody had set for themselves once they are removed', async () => {
      expect((await send(colleague, 'PUT', days.key, { value: 51 }, '/mine')).status).to.equal(200);
      expect((await send(owner, 'PUT', days.key, { value: 41 })).status).to.equal(200);
      const { user } = (await colleague.client.get('/v1/me')).json<{ readonly user: { readonly id: string } }>();
      const [tenant, name] = [await contextOf(owner), `user#${user.id}`] as const;
      const { container } = application;
      const documents = container.get(DocumentStore);
      const copied = async () => (await documents.read(tenant, [{ kind: 'settings.sheet', id: name }])).get(`settings.sheet#${name}`);
      const kept = async () => [
        (await container.get(SheetRegister).read(tenant, [name as `user#${string}`])).map(({ version }) => version),
        (await container.get(SheetRegister).history(tenant, { sheet: name as `user#${string}`, key: days.key, limit: 5 })).items.length,
      ];
      await application.drain();
      expect([(await copied())?.version, await kept()]).to.deep.equal([1, [[1], 1]]);

      const { headers } = await owner.client.get(`/v1/members/${user.id}`);
      expect((await owner.client.send({ method: 'DELETE', path: `/v1/members/${user.id}`, headers: { 'if-match': headers['etag'] ?? '' } })).status).to.equal(204);
      await application.drain();

      expect([await copied(), await kept()]).to.deep.equal([{ version: 2, content: null }, [[0], 0]]);
      expect(await show(owner)).to.deep.include({ value: 41, level: 'tenant' });
    });

    it('gives no refusal that is not declared, and has no defect', () => {
      expect([application.undeclared, application.defects]).to.deep.equal([[], []]);
    });
  });
}
