import { expect } from 'chai';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import { isGoodPass } from '../../infrastructure/dashboard-pass.js';
import { aDatabase, type TestDatabase, testMasterKey } from '../support/postgres.js';
import { aTemporaryDirectory } from '../support/temporary-directory.js';
import { type Environment, npmRun } from './npm-run.js';

const jobs = npmRun('jobs');

describe('npm run jobs', function () {
  this.timeout(240_000);
  const directory = aTemporaryDirectory();
  const [acme, globex, aggregate, somebody] = [v7(), v7(), v7(), v7()];
  let database: TestDatabase;
  let admin: pg.Client;
  let settings: Environment;

  before(async () => {
    database = await aDatabase();
    const { host, port, user, password, database: name } = database.admin;
    settings = {
      ATRIUM_DATA_DIR: join(directory(), 'none'),
      DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${name}`,
      ATRIUM_MASTER_KEY: Buffer.from(testMasterKey).toString('base64url'),
      ATRIUM_PUBLIC_URL: 'https://atrium.example',
      ATRIUM_OPS_PORT: '4711',
    };
    admin = new pg.Client({ ...database.admin });
    await admin.connect();
    for (const [id, slug] of [[acme, 'acme'], [globex, 'globex']]) {
      await admin.query(`insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version) values ($1, $2, $2, 'free', now(), 1)`, [id, slug]);
    }
  });
  after(async () => {
    await admin.end();
    await database.drop();
  });

  const told = async (...args: readonly string[]): Promise<string> => {
    const { code, output, errors } = await jobs(settings, ...args);
    expect([code, errors], output).to.deep.equal([0, '']);
    return output;
  };
  const refusal = async (...args: readonly string[]): Promise<string> => {
    const { code, output, errors } = await jobs(settings, ...args);
    expect([code, output], errors).to.deep.equal([1, '']);
    return errors;
  };
  const problem = JSON.stringify({ code: 'library.out-of-glue', detail: 'There is no glue left\nat all. It was started 5 times.' });

  async function thereIs(tenantId: string, status: string, { type = 'library.bind-book', sequence, ordinal = 0 }: { type?: string; sequence?: string; ordinal?: number } = {}): Promise<string> {
    const id = v7();
    const [isInTrouble, isRunning] = [['failed', 'quarantined'].includes(status), status === 'running'];
    await admin.query(
      `insert into shared.job (tenant_id, id, type, status, sequence, ordinal, data, starts, starts_allowed, problem, finished_at, leased_until, principal_id, session_id)
       values ($1, $2, $3, $4, $5, $6, '{"title": "Emma"}', $7, 5, $8, case when $4 = 'failed' then now() end, case when $9 then now() + interval '1 hour' end, $10, $10)`,
      [tenantId, id, type, status, sequence ?? null, ordinal, isInTrouble ? 5 : 0, isInTrouble ? problem : null, isRunning, sequence === undefined ? somebody : null],
    );
    return id;
  }

  it('says how it is used, and asks nothing of a database for that', async () => {
    const { code, output, errors } = await jobs({ ATRIUM_DATA_DIR: join(directory(), 'nothing') }, 'destroy');
    expect([code, output]).to.deep.equal([2, '']);
    expect(errors).to.match(/^There is no command destroy\.\n\nUsage: npm run jobs \[-- <command>\]\n/).and.not.to.include('    at ');
  });

  it('shows the jobs of all tenants, and looks after those in trouble', async () => {
    expect(await Promise.all([told(), told('parked')])).to.deep.equal(['There are no jobs.\n', 'No event is parked.\n']);

    const sequence = `library.tell-readers ${aggregate}`;
    const waiting = await thereIs(acme, 'waiting', { type: 'library.nobody-does-this' });
    const running = await thereIs(acme, 'running');
    const failed = await thereIs(globex, 'failed');
    const event = await thereIs(acme, 'quarantined', { type: 'library.tell-readers', sequence, ordinal: 1 });
    await thereIs(acme, 'waiting', { type: 'library.tell-readers', sequence, ordinal: 2 });

    const [counts, list, some, few, quarantine, parked, shown] = await Promise.all([
      told(), told('list'), told('list', '--tenant', 'globex', '--status', 'failed', '--type', 'library.bind-book'), told('list', '--limit', '1'),
      told('quarantine'), told('parked'), told('show', event),
    ]);
    expect(counts).to.match(/^TYPE +STATUS +COUNT +FIRST DUE\nlibrary\.bind-book +running +1\nlibrary\.bind-book +failed +1\nlibrary\.nobody-does-this +waiting +1 +\S+Z\n/).and.to.include('waits for a worker that handles its type');
    expect(list.split('\n')).to.have.length(7);
    expect(list).to.match(/^ID +TENANT +TYPE +STATUS +STARTS +ASKED FOR +DUE\n/).and.to.match(new RegExp(`${waiting}  acme +library\\.nobody-does-this +waiting +0 of 5 +\\S+Z +\\S+Z\\n`));
    expect(some).to.match(new RegExp(`^ID .*\\n${failed}  globex .*\\n$`));
    expect(few).to.match(/\nThere are more: /);
    expect(quarantine).to.match(new RegExp(`\\n${event}  acme +library\\.tell-readers +5 of 5 +\\S+Z +library\\.out-of-glue: There is no glue left at all\\. It was started 5 times\\.\\n$`));
    expect(parked).to.match(new RegExp(`\\n${event}  acme +library\\.tell-readers +1 +`));
    expect(shown).to.match(/Status +quarantined\n/).and.to.match(/Problem +library\.out-of-glue: /).and.to.include('{"title":"Emma"}').and.to.include('the platform');

    const [unknown, untimely, held] = await Promise.all([refusal('show', v7()), refusal('retry', waiting), refusal('discard', running)]);
    expect(unknown).to.equal('There is no job of this id.\n');
    expect(untimely).to.equal('The job is waiting for its start already.\n');
    expect(held).to.match(/^The job is running: /);

    expect(await told('retry', event)).to.match(/^The job \(library\.tell-readers\) is started again .+ what is behind it waits for it\.\n$/);
    expect(await told('show', event)).to.match(/Status +waiting\n/).and.to.match(/Starts +0 of 5\n/);
    expect(await told('discard', event)).to.match(/is cancelled, for good; what is behind it goes on\.\n$/);
    expect(await told('discard', waiting)).to.equal('The job (library.nobody-does-this) is cancelled, for good.\n');
  });

  it('prints a link to the dashboard that is good for an hour', async () => {
    const [link = ''] = (await told('dashboard')).split('\n');
    expect(link).to.match(/^http:\/\/127\.0\.0\.1:4711\/agendash\?pass=[\w.-]+$/);
    const pass = new URL(link).searchParams.get('pass') ?? '';
    expect(await isGoodPass(testMasterKey, pass, new Date())).to.equal(true);
    expect(await isGoodPass(testMasterKey, pass, new Date(Date.now() + 3_601_000))).to.equal(false);
  });
});
