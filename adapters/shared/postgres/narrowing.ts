import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Step } from './prepared-statements.js';

/** How the database learns for whom a flight is. */
export type Narrowing<Context> = {
  /** Equal for the same owner of rows alone. @throws when it is no such context. */
  whose(context: Context): string;
  /** What goes ahead of the first statement of every transaction. */
  entering(whose: string): readonly Step[];
};

/**
 * To the tenant's rows, which row-level security lets through. The setting is local to the transaction, so nothing
 * can be left behind on the connection, and a statement never runs when it could not be set.
 */
export const toTenant: Narrowing<TenantContext> = {
  whose(context) {
    if (!(context instanceof TenantContext)) throw new TypeError('Only a TenantContext opens the database of tenants.');
    return context.tenantId;
  },
  entering: (tenantId) => [{ text: `select set_config('app.tenant_id', $1, true)`, values: [tenantId] }],
};

/** To what the policies of the role atrium_system let through. */
export const toSystem: Narrowing<SystemContext> = {
  whose(context) {
    if (!SystemContext.is(context)) throw new TypeError('Only a SystemContext opens the database of the system.');
    return 'the system';
  },
  entering: () => [],
};
