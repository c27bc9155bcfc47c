import { Agenda } from 'agenda';
import { PostgresBackend } from '@agendajs/postgres-backend';
import { expect } from 'chai';
import express from 'express';
import { SignJWT } from 'jose';
import pg from 'pg';
import { v7 } from 'uuid';
import { answerProblems } from '../../../adapters/shared/http/problems.js';
import { PostgresJobAdmission } from '../../../adapters/shared/postgres/postgres-job-admission.js';
import { PostgresJobRecords } from '../../../adapters/shared/postgres/postgres-job-records.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import type { JobId } from '../../../application/shared/job-type.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { dashboard } from '../../../infrastructure/dashboard.js';
import { issuedPass, PASS_LIFETIME } from '../../../infrastructure/dashboard-pass.js';
import { derivedKey } from '../../../infrastructure/derived-key.js';
import { freePort } from '../../../infrastructure/free-port.js';
import { type Listening, listening } from '../../../infrastructure/listening.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { aTenant } from '../../support/tenants.js';
import { poolOptions } from '../postgres/ledger.js';

const type = 'library.bind-book';
const masterKey = new Uint8Array(32).fill(7);
const operator = SystemContext.for('a test of the dashboard');

describe('the dashboard of Agenda’s', () => {
  const clock = new FixedClock();
  let database: TestDatabase;
  let admin: pg.Client;
  let pool: pg.Pool;
  let tenants: TenantDatabase;
  let system: SystemDatabase;
  let server: Listening;
  let cookie: string;

  before(async () => {
    database = await aDatabase();
    admin = new pg.Client({ ...database.admin });
    await admin.connect();
    pool = new pg.Pool({ ...database.system, max: 2 });
    [tenants, system] = [new TenantDatabase(poolOptions(database.app)), new SystemDatabase(poolOptions(database.system))];
    const agenda = new Agenda({ backend: new PostgresBackend({ pool, ensureSchema: false, disableNotifications: true }) });
    await agenda.ready;
    const app = express().use(dashboard({ agenda, masterKey, clock }), answerProblems({ onDefect: (error) => console.error(error), onUnavailable: () => undefined }));
    server = await listening(app, '127.0.0.1', await freePort(), 'ATRIUM_OPS_PORT');
    cookie = `atrium-dashboard=${await issuedPass(masterKey, clock.now())}`;
  });

  after(async () => {
    await server.close(0);
    await Promise.all([tenants.end(), system.end(), pool.end(), admin.end()]);
    await database.drop();
  });

  const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${server.origin}${path}`, { headers, redirect: 'manual' });

  /** As a page of the dashboard's does. */
  const post = (path: string, body: object, headers: Readonly<Record<string, string>> = { origin: server.origin, 'sec-fetch-site': 'same-origin' }): Promise<Response> =>
    fetch(`${server.origin}/agendash/api/jobs/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { cookie, 'content-type': 'application/json', ...headers } });

  const signed = (claims: object, key = derivedKey(masterKey, 'passes to the dashboard of jobs'), typ = 'dashboard-pass+jwt'): Promise<string> => {
    const now = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ }).setIssuedAt(now).setExpirationTime(now + 60).sign(key);
  };

  it('lets whoever has a pass in, and takes it out of the address', async () => {
    const answer = await ask(`/agendash?pass=${await issuedPass(masterKey, clock.now())}`);
    expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, '/agendash/']);
    const [set = ''] = answer.headers.getSetCookie();
    expect(set).to.match(/^atrium-dashboard=[\w.-]+; /).and.to.include('HttpOnly').and.to.include('SameSite=Strict').and.to.include('Path=/agendash').and.to.include(`Max-Age=${PASS_LIFETIME}`);
    expect(answer.headers.get('cache-control')).to.equal('no-store');

    const page = await ask('/agendash/', { cookie: set.split(';')[0] ?? '' });
    expect([page.status, await page.text()]).to.satisfy(([status, html]: [number, string]) => status === 200 && html.includes('Agendash'));
    expect(page.headers.get('content-security-policy')).to.include(`default-src 'self'`);
    expect(page.headers.get('x-frame-options')).to.equal('DENY');
    expect((await ask('/agendash/api', { cookie })).status).to.equal(200);
  });

  it('needs nothing of the network besides itself', async () => {
    const html = await (await ask('/agendash/', { cookie })).text();
    const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources).to.have.length.of.at.least(2);
    for (const source of sources) {
      expect(source).to.match(/^\.\/assets\//);
      const asset = await ask(`/agendash/${source}`, { cookie });
      expect(asset.status, source).to.equal(200);
      expect(await asset.text(), source).to.not.match(/(?:@import|url\(|import\()\s*["']?https?:/);
    }
  });

  it('tells everybody else how to get a pass, and nothing more', async () => {
    const good = { permission: 'platform:jobs:manage' };
    const passes = {
      none: '',
      'of another key': await signed(good, derivedKey(new Uint8Array(32).fill(8), 'passes to the dashboard of jobs')),
      'of the key for another purpose': await signed(good, derivedKey(masterKey, 'cursors')),
      'of another permission': await signed({ permission: 'platform:jobs:read' }),
      'without a permission': await signed({}),
      'of another type': await signed(good, undefined, 'at+jwt'),
      'that has expired': await issuedPass(masterKey, new Date(clock.now().getTime() - (PASS_LIFETIME + 1) * 1000)),
      'that is nonsense': 'a.b.c',
    };
    expect((await ask('/agendash/', { cookie: `atrium-dashboard=${await signed(good)}` })).status).to.equal(200);
    for (const [what, pass] of Object.entries(passes)) {
      for (const path of [`/agendash?pass=${pass}`, '/agendash/', '/agendash/api', '/agendash/assets/anything.js']) {
        const answer = await ask(path, path.includes('?') ? {} : { cookie: `atrium-dashboard=${pass}` });
        expect([answer.status, answer.headers.get('content-type')], `a pass ${what}: ${path}`).to.deep.equal([401, 'application/problem+json; charset=utf-8']);
        const text = await answer.text();
        expect(text).to.include('npm run jobs -- dashboard').and.to.not.include('Agendash');
        expect(answer.headers.getSetCookie()).to.deep.equal([]);
      }
    }
  });

  it('changes nothing for a page of another site', async () => {
    const elsewhere: readonly Readonly<Record<string, string>>[] = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: server.origin, 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ];
    await admittedJob();
    const before = await triggers();
    for (const headers of elsewhere) {
      const answer = await post('delete', { jobIds: before }, headers);
      expect(answer.status, JSON.stringify(headers)).to.equal(401);
    }
    expect(await triggers()).to.deep.equal(before);
    for (const headers of [{ origin: server.origin }, { 'sec-fetch-site': 'same-origin' }]) {
      expect((await post('delete', { jobIds: [v7()] }, headers)).status, JSON.stringify(headers)).to.equal(200);
    }
  });

  it('takes only a trigger away from a job, which gets another', async () => {
    const jobId = await admittedJob();
    const [trigger] = await triggers(jobId);
    expect((await post('delete', { jobIds: [trigger] })).status).to.equal(200);
    expect(await triggers(jobId)).to.deep.equal([]);

    await admin.query(`update shared.job set admitted_at = now() - interval '11 seconds' where id = $1`, [jobId]);
    const admission = new PostgresJobAdmission(system, inFlight);
    await admission.takeUp(operator);
    await admission.admit(operator, [type]);

    expect(await triggers(jobId)).to.have.length(1).and.to.not.include(trigger);
    expect(await new PostgresJobRecords(tenants, system).start(tenant, jobId)).to.include({ jobId, starts: 1 });
  });

  it('starts nothing that was not asked for: without a tenant there is no trigger, and a second one of a job starts it no second time', async () => {
    const before = await triggers();
    for (const jobData of [undefined, {}, { tenantId: tenant.tenantId }, { jobId: v7() }, { tenantId: 'acme', jobId: v7() }]) {
      expect((await post('create', { jobName: type, jobData })).status).to.equal(400);
    }
    expect(await triggers()).to.deep.equal(before);

    const jobId = await admittedJob();
    const records = new PostgresJobRecords(tenants, system);
    expect((await post('requeue', { jobIds: await triggers(jobId) })).status).to.equal(200);
    expect(await triggers(jobId)).to.have.length(2);
    expect(await records.start(tenant, jobId)).to.include({ jobId });
    expect(await records.start(tenant, jobId)).to.equal(null);
  });

  const tenant = aTenant();
  const inFlight = { perTenant: 100, inAll: 1_000 };

  async function admittedJob(): Promise<JobId> {
    const jobId = v7() as JobId;
    await admin.query(`insert into shared.job (tenant_id, id, type, data, starts_allowed) values ($1, $2, $3, '{}', 5)`, [tenant.tenantId, jobId, type]);
    await new PostgresJobAdmission(system, inFlight).admit(operator, [type]);
    return jobId;
  }

  async function triggers(jobId?: JobId): Promise<readonly string[]> {
    const { rows } = await admin.query<{ id: string }>('select id from public.agenda_jobs where $1::uuid is null or job_id = $1 order by id', [jobId ?? null]);
    return rows.map(({ id }) => id);
  }
});
