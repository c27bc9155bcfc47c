import { Container } from 'inversify';
import { health } from '../../../adapters/shared/http/health.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { Waker } from '../../../adapters/shared/postgres/waker.js';
import { guardedCommand } from '../../../application/shared/guard.js';
import { JobRecords } from '../../../application/shared/ports/job-records.js';
import { PrincipalContexts } from '../../../application/shared/ports/principal-contexts.js';
import { Timing } from '../../../application/shared/ports/timing.js';
import { type JobObservers, RunJob } from '../../../application/shared/run-job.js';
import { SignUp } from '../../../application/tenancy/sign-up.js';
import { compose } from '../../../composition-root.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { Slug } from '../../../domain/tenancy/slug.js';
import type { DatabaseConnection } from '../../../infrastructure/database-connection.js';
import { newLog } from '../../../infrastructure/log.js';
import { standIns } from '../../../infrastructure/stand-ins.js';
import { WORK } from '../../../infrastructure/tokens.js';
import type { Work } from '../../../infrastructure/worker.js';
import { thePlatformIn } from '../tenants.js';
import { laboratoryWork, RecordEffect, recordingEffects } from './laboratory.js';

export type WorkshopOptions = {
  readonly app: DatabaseConnection;
  readonly system: DatabaseConnection;
  readonly poolSize: number;
  readonly perTenant: number;
  readonly observers?: JobObservers;
};

/** The product with the laboratory's job beside its own, on a database. */
export type Workshop = {
  readonly work: Work;
  readonly laboratory: ReturnType<typeof laboratoryWork>;
  /** Signs a tenant up. @returns its context for the platform */
  tenant(number: number): Promise<TenantContext>;
  close(): Promise<void>;
};

const limits = {
  waitMs: 60_000,
  maxAgeMs: 600_000,
  statementTimeoutMs: 60_000,
  lockTimeoutMs: 60_000,
  idleInTransactionTimeoutMs: 60_000,
  flightDeadlineMs: 70_000,
  preparedStatements: 200,
};

export function openWorkshop({ app, system: systemConnection, poolSize, perTenant, observers = {} }: WorkshopOptions): Workshop {
  const system = new SystemDatabase({ ...limits, connection: systemConnection, size: 4 });
  const waker = new Waker(system);
  const database = new TenantDatabase({ ...limits, connection: app, size: poolSize, onCommitted: () => waker.wake() });
  const container: Container = compose({
    database, system, shared: standIns(), jobsPerTenant: perTenant, streams: { inAll: 10, perTenant: 10 }, masterKey: new Uint8Array(32), publicUrl: 'http://workshop.test', trustedProxies: [],
    log: newLog('warn'), health: health({}),
  });
  const laboratory = laboratoryWork(database);
  const bound = { handling: recordingEffects, useCase: guardedCommand(laboratory, (joined) => new RecordEffect(joined)) };
  const jobs = new RunJob([bound], container.get(JobRecords), container.get(PrincipalContexts), database, container.get(Timing), observers);
  return {
    work: { ...container.get(WORK), jobs, subscribed: [], scheduled: [] },
    laboratory,
    async tenant(number) {
      const slug = Slug.from(`lab-${number}`);
      const owner = { name: 'Olive Owner', email: EmailAddress.from(`owner@${slug}.example`), password: 'a password for measuring' };
      const { id } = await container.get(SignUp).execute(SystemContext.for('measuring'), { name: slug, slug, owner });
      return thePlatformIn(id);
    },
    async close() {
      await Promise.all([database.end(), system.end()]);
    },
  };
}
