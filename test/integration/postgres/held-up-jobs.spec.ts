import { expect } from 'chai';
import pg from 'pg';
import { v7 } from 'uuid';
import { PostgresJobAdmission } from '../../../adapters/shared/postgres/postgres-job-admission.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { aDatabaseApart } from '../../support/postgres.js';
import { executedIn, explaining, nodesOf } from './executed-plans.js';
import { poolOptions } from './ledger.js';

const [HELD_UP, LOOKED_AT, system] = [5_000, 200, SystemContext.for('a test of admission')];

describe('the admission of jobs, behind an event in quarantine', () => {
  it('asks of few whether they are held up, however many are', async () => {
    const database = await aDatabaseApart(explaining);
    const admin = new pg.Client({ ...database.admin });
    const across = new SystemDatabase(poolOptions(database.system));
    try {
      await admin.connect();
      await admin.query(
        `insert into shared.job (tenant_id, id, type, sequence, ordinal, data, starts_allowed, status)
         select $1, gen_random_uuid(), 'tests.hear', 'tests.hear one', n, '{}', 5, case n when 1 then 'quarantined' else 'waiting' end from generate_series(1, ${HELD_UP}) n`,
        [v7()],
      );
      await admin.query(`analyze shared.job`);
      expect(await new PostgresJobAdmission(across, { perTenant: 20, inAll: 100 }).admit(system, ['tests.hear'])).to.deep.equal([]);
    } finally {
      await across.end();
      await admin.end();
    }
    const admitted = (await executedIn(database.log)).filter(({ name }) => name === 'shared.next-jobs');
    await database.drop();
    expect(admitted).to.have.length(1);
    const loops = admitted.flatMap(({ plan }) => nodesOf(plan)).filter((node) => node['Relation Name'] === 'job').map((node) => node['Actual Loops'] ?? 0);
    expect(Math.max(...loops)).to.be.within(1, LOOKED_AT);
  });
});
