import type { SystemContext } from '../../domain/shared/system-context.js';
import type { Permission, TenantContext } from '../../domain/shared/tenant-context.js';
import type { OpenTransaction } from './ports/transactions.js';
import type { UnitOfWork } from './ports/unit-of-work.js';
import { PermissionMissing, SignInRequired } from './refusals.js';

/** Needs no permission, only somebody who has proved who they are. */
export const signedIn = 'signed-in';
/** Needs nothing: open to whoever can reach the service. Such a use case runs with a SystemContext. */
export const anyone = 'anyone';

export type Needs = Permission | typeof signedIn | typeof anyone;

export type UseCase<Command, Result> = { execute(tenant: TenantContext, command: Command): Promise<Result> };
export type OpenUseCase<Command, Result> = { execute(system: SystemContext, command: Command): Promise<Result> };

/** A use case as a class that says what it needs. The class is the declaration, the token and the type. */
export type UseCaseClass<Command, Result> = (abstract new (...given: never[]) => UseCase<Command, Result>) & {
  readonly needs: Permission | typeof signedIn;
};
export type OpenUseCaseClass<Command, Result> = (abstract new (...given: never[]) => OpenUseCase<Command, Result>) & {
  readonly needs: typeof anyone;
};

/** A use case that can also be carried out as a part of a transaction that is already open. */
export type Joinable<Case> = { within(transaction: OpenTransaction): Case };

type AnyUseCase = { execute(context: never, command: never): Promise<unknown> };

const guards = new WeakSet<object>();

/** Whether this went through `guarded` or `guardedCommand`: nothing else may be served. */
export const isGuarded = (useCase: object): boolean => guards.has(useCase);

/** The same use case, refusing whoever lacks its permission. @throws PermissionMissing, SignInRequired */
export function guarded<Case extends AnyUseCase>(useCase: Case): Case {
  const { needs } = useCase.constructor as unknown as { readonly needs: Needs };
  const guard = { execute: needs === anyone ? useCase.execute.bind(useCase) : refusingWithout(needs, useCase) };
  guards.add(guard);
  return guard as unknown as Case;
}

/** A guarded use case over a unit of work, which can be composed anew within an open transaction. */
export function guardedCommand<Scope, Case extends AnyUseCase>(
  work: UnitOfWork<Scope>,
  compose: (work: UnitOfWork<Scope>) => Case,
): Case & Joinable<Case> {
  return Object.assign(guarded(compose(work)), {
    within: (transaction: OpenTransaction) => guarded(compose(work.within(transaction))),
  });
}

function refusingWithout(needs: Permission | typeof signedIn, useCase: AnyUseCase) {
  return async (tenant: TenantContext, command: never): Promise<unknown> => {
    if (needs === signedIn) {
      if (tenant.principal.kind === 'visitor') throw new SignInRequired();
    } else if (!tenant.permissions.has(needs)) throw new PermissionMissing(`This needs the permission ${needs}.`);
    return useCase.execute(tenant as never, command);
  };
}
