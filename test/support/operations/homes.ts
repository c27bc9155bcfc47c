import { decodeJwt } from 'jose';
import { InMemoryJobs } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { InMemoryTransaction } from '../../../adapters/shared/memory/in-memory-store.js';
import { PostgresJobs } from '../../../adapters/shared/postgres/postgres-jobs.js';
import type { PostgresTransaction } from '../../../adapters/shared/postgres/postgres-transaction.js';
import { jobType } from '../../../application/shared/job-type.js';
import { text } from '../../../application/shared/json-members.js';
import { Clock } from '../../../application/shared/ports/clock.js';
import { Ids } from '../../../application/shared/ports/ids.js';
import { Transactions } from '../../../application/shared/ports/transactions.js';
import { PrincipalId, SessionId, TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import type { ContextHomes, Home } from '../requests.js';

/** Nobody handles it: it waits. */
const bindBook = jobType('library.bind-book', { title: text });

/** What somebody has asked for in the background, as an endpoint would ask on their behalf. */
const operationId: Home = async ({ container, tenantId, credentials }) => {
  const { sub = '', sid } = decodeJwt<{ sid: string }>(credentials.accessToken);
  const tenant = TenantContext.of(TenantId.from(tenantId), { kind: 'user', id: PrincipalId.from(sub), sessionId: SessionId.from(sid) }, [], 'active');
  const [ids, clock] = [container.get(Ids), container.get(Clock)];
  const { id } = await container.get(Transactions).run(tenant, (transaction) => {
    const jobs = transaction instanceof InMemoryTransaction
      ? new InMemoryJobs(transaction, ids, clock)
      : new PostgresJobs(transaction as PostgresTransaction<TenantContext>, ids);
    return jobs.request(tenant, bindBook, { data: { title: 'Emma' } });
  });
  return id;
};

export const homes: ContextHomes['homes'] = { operationId };
export const bodies: ContextHomes['bodies'] = {};
export const floor: ContextHomes['floor'] = { operations: 2, ids: 2 };
