import { sql } from 'slonik';
import { z } from 'zod';
import { streamShelf } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { InMemoryEventStream } from '../../../adapters/shared/memory/in-memory-event-stream.js';
import { PostgresEventStream } from '../../../adapters/shared/postgres/postgres-event-stream.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { type Homes, inEachHome } from '../homes.js';
import { describeEventStream, type StreamPorts } from './event-stream.contract.js';
import { jobHomes } from './job-homes.js';

const homes: Homes<StreamPorts> = {
  memory: (store) => ({
    ...jobHomes.memory(store),
    stream: new InMemoryEventStream(store),
    forget: (tenant, upTo) => store.run(tenant, async (transaction) => {
      const shelf = transaction.shelf(tenant, streamShelf);
      for (const key of shelf.keys()) if (Number(key) <= upTo) shelf.delete(key);
    }),
  }),
  postgres: (database, system) => ({
    ...jobHomes.postgres(database, system),
    stream: new PostgresEventStream(database),
    forget: (tenant, upTo) => database.execute(tenant, named('shared.forget', sql.type(z.object({}))`
      delete from shared.event where tenant_id = ${tenant.tenantId} and position <= ${upTo}
    `)),
  }),
};

inEachHome(homes, describeEventStream);
