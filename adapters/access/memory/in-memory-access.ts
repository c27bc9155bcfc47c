import type { AccessScope } from '../../../application/access/ports/access-work.js';
import { RoleAssignments } from '../../../application/access/ports/role-assignments.js';
import { RoleRegister } from '../../../application/access/ports/role-register.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import { RoleAlreadyAssigned } from '../../../domain/access/access-refusals.js';
import type { RoleAssignment, RoleAssignmentState } from '../../../domain/access/role-assignment.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';

const assignmentShelf = shelfName<RoleAssignmentState>('access.role-assignment');

/** Access's unit of work on the in-memory store. */
export const inMemoryAccessWork = (store: Transactions): InMemoryUnitOfWork<AccessScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({ assignments: new InMemoryRoleAssignments(transaction) }));

class InMemoryRoleAssignments extends RoleAssignments {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: RoleAssignment): Promise<void> {
    const shelf = this.transaction.shelf(tenant, assignmentShelf);
    const key = `${state.principalId} ${state.role}`;
    if (shelf.has(key)) throw new RoleAlreadyAssigned();
    shelf.set(key, state);
    this.transaction.announce(tenant, events);
  }
}

export class InMemoryRoleRegister extends RoleRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async rolesOf(tenant: TenantContext, principalId: PrincipalId): Promise<readonly string[]> {
    return [...this.store.shelf(tenant, assignmentShelf).values()]
      .filter((it) => it.principalId === principalId)
      .map(({ role }) => role)
      .sort();
  }
}
