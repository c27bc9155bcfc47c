import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';
import type { JobId } from '../job-type.js';

export type AdmittedJob = { readonly tenantId: TenantId; readonly jobId: JobId; readonly type: string };

/** How many jobs may be admitted and not yet ended. */
export type InFlight = { readonly perTenant: number; readonly inAll: number };

/** Decides which jobs are started next. */
export abstract class JobAdmission {
  /**
   * Admits what is due and somebody handles: tenants take turns, and none has more in flight than its share, so that
   * ten thousand jobs of one do not hold up another's. Of one sequence, one job at a time.
   */
  abstract admit(system: SystemContext, types: readonly string[]): Promise<readonly AdmittedJob[]>;

  /**
   * Takes up again what a process left behind when it went, so that it is admitted anew: what it ran, when nobody has renewed
   * that, and what was admitted and never began. What has had all its starts is put in quarantine, what was cancelled has ended.
   */
  abstract takeUp(system: SystemContext): Promise<void>;
}
