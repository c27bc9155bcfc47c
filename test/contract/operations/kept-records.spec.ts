import { sql } from 'slonik';
import { v7 } from 'uuid';
import { z } from 'zod';
import { inMemoryRecordsWork } from '../../../adapters/operations/memory/in-memory-kept-records.js';
import { postgresRecordsWork } from '../../../adapters/operations/postgres/postgres-kept-records.js';
import { streamShelf } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { jobShelf, newJob } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { JobId } from '../../../application/shared/job-type.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { noon } from '../../support/users.js';
import { type Homes, inEachHome } from '../homes.js';
import { describeKeptRecords, type RecordsPorts } from './kept-records.contract.js';

const relay = SystemContext.for('a test of what is kept');
const nothing = z.object({});

const homes: Homes<RecordsPorts> = {
  memory: (store) => ({
    recordsWork: inMemoryRecordsWork(store, new UuidIds(), new FixedClock()),
    publish: (tenant, position, publishedAt) =>
      store.run(tenant, async (transaction) => {
        transaction.shelf(tenant, streamShelf).set(String(position), { position, type: 'test.came', aggregateId: 'a', payload: {}, occurredAt: noon, publishedAt });
      }),
    stream: async (tenant) => [...store.shelf(tenant, streamShelf).values()].map(({ position }) => position).toSorted((one, other) => one - other),
    keepJob: (tenant, { id, ...job }) =>
      store.run(tenant, async (transaction) => {
        transaction.shelf(tenant, jobShelf).set(id, newJob({ id: JobId.from(id), type: 'test.job', data: {}, principal: { kind: 'platform' }, startsAllowed: 1, ...job }, noon));
      }),
    jobIds: async (tenant) => [...store.shelf(tenant, jobShelf).keys()],
    whileChanging: null,
  }),
  postgres: (database, system) => ({
    recordsWork: postgresRecordsWork(database, new UuidIds()),
    async publish({ tenantId }, position, publishedAt) {
      await system.execute(relay, named('test.publish', sql.type(nothing)`
        insert into shared.event (tenant_id, position, aggregate_type, aggregate_id, type, payload, occurred_at, published_at)
        values (${tenantId}, ${position}, 'test.thing', ${v7()}, 'test.came', '{}', ${noon.toISOString()}, ${publishedAt.toISOString()})
      `));
    },
    async stream(tenant) {
      const rows = await database.any(tenant, named('test.stream', sql.type(z.object({ position: z.bigint() }))`
        select position from shared.event where tenant_id = ${tenant.tenantId} order by position
      `));
      return rows.map(({ position }) => Number(position));
    },
    async keepJob(tenant, { id, status, finishedAt }) {
      await database.execute(tenant, named('test.keep-job', sql.type(nothing)`
        insert into shared.job (tenant_id, id, type, data, starts_allowed, status, finished_at)
        values (${tenant.tenantId}, ${id}, 'test.job', '{}', 1, ${status}, ${finishedAt?.toISOString() ?? null})
      `));
    },
    async jobIds(tenant) {
      const rows = await database.any(tenant, named('test.job-ids', sql.type(z.object({ id: z.string() }))`
        select id from shared.job where tenant_id = ${tenant.tenantId}
      `));
      return rows.map(({ id }) => id);
    },
    whileChanging: (tenant, jobId, step) =>
      database.run(tenant, async (transaction) => {
        await transaction.execute(tenant, named('test.change-job', sql.type(nothing)`
          update shared.job set version = version + 1 where tenant_id = ${tenant.tenantId} and id = ${jobId}
        `));
        return step();
      }),
  }),
};

inEachHome(homes, describeKeptRecords);
