import { expect } from 'chai';
import pg from 'pg';
import { PostgresEventRelay } from '../../../adapters/shared/postgres/postgres-event-relay.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { aDatabase } from '../../support/postgres.js';
import { poolOptions } from './ledger.js';

/** More than the relay reaches with one batch, of tenants and of events of each. */
const [TENANTS, EVENTS, system] = [501, 30, SystemContext.for('a test of the relay')];

describe('the relay of events, behind more than it can publish', () => {
  it('lets each tenant have its turn before any has another', async () => {
    const database = await aDatabase();
    const admin = new pg.Client({ ...database.admin });
    const across = new SystemDatabase(poolOptions(database.system));
    try {
      await admin.connect();
      await admin.query(`
        insert into shared.outbox (tenant_id, aggregate_type, aggregate_id, type, payload, occurred_at)
        select tenant_id, 'tests.bell', tenant_id, 'tests.bell-rang', '{}', now()
        from (select gen_random_uuid() as tenant_id from generate_series(1, ${TENANTS})) tenant, generate_series(1, ${EVENTS})
      `);
      const published = async () => {
        const { rows } = await admin.query<{ tenants: number; events: number }>(`select count(distinct tenant_id)::integer as tenants, count(*)::integer as events from shared.event`);
        return rows[0];
      };
      const relay = new PostgresEventRelay(across);

      await relay.publish(system, []);
      await relay.publish(system, []);
      expect(await published()).to.have.property('tenants', TENANTS);

      while ((await relay.publish(system, [])).events > 0);
      expect(await published()).to.deep.equal({ tenants: TENANTS, events: TENANTS * EVENTS });
    } finally {
      await Promise.all([across.end(), admin.end()]);
      await database.drop();
    }
  });
});
