import { SystemContext } from '../../domain/shared/system-context.js';
import type { Permission, Standing, TenantContext } from '../../domain/shared/tenant-context.js';
import type { OpenTransaction } from './ports/transactions.js';
import type { UnitOfWork } from './ports/unit-of-work.js';
import { PermissionMissing, SignInRequired, TenantClosing, TenantSuspended } from './refusals.js';

/** Needs no permission, only somebody who has proved who they are. */
export const signedIn = 'signed-in';
/** Needs nothing: open to whoever can reach the service. Such a use case runs with a SystemContext. */
export const anyone = 'anyone';

/** Needs the platform's own command line: no request can reach it. Such a use case runs with a SystemContext. */
export const operator = 'operator';

/** Needs the platform itself, acting in a tenant on a schedule or after an event: no request can reach it, whoever sends it. */
export const platform = 'platform';

export type Needs = Permission | typeof signedIn | typeof anyone | typeof operator | typeof platform;

export type UseCase<Command, Result> = { execute(tenant: TenantContext, command: Command): Promise<Result> };
export type OpenUseCase<Command, Result> = { execute(system: SystemContext, command: Command): Promise<Result> };

/** A use case as a class that says what it needs. The class is the declaration, the token and the type. */
export type UseCaseClass<Command, Result> = (abstract new (...given: never[]) => UseCase<Command, Result>) & {
  readonly needs: Permission | typeof signedIn;
  /** The standings, beside active, in which the tenant may be all the same. */
  readonly admits?: readonly Standing[];
};
export type OpenUseCaseClass<Command, Result> = (abstract new (...given: never[]) => OpenUseCase<Command, Result>) & {
  readonly needs: typeof anyone;
};
/** What only a job can call. */
export type PlatformUseCaseClass<Command, Result> = (abstract new (...given: never[]) => UseCase<Command, Result>) & {
  readonly needs: typeof platform;
  /** The standings, beside active, in which the tenant may be all the same; closed, for what has to be done of a tenant that has ended. */
  readonly admits?: readonly (Standing | 'closed')[];
};

/** A use case that can also be carried out as a part of a transaction that is already open. */
export type Joinable<Case> = { within(transaction: OpenTransaction): Case };

type AnyUseCase = { execute(context: never, command: never): Promise<unknown> };

const guards = new WeakSet<object>();

/** Whether this went through `guarded` or `guardedCommand`: nothing else may be served. */
export const isGuarded = (useCase: object): boolean => guards.has(useCase);

/**
 * The same use case, refusing whoever lacks its permission, and everybody while the tenant is suspended.
 * For what changes nothing: see `guardedCommand`.
 * @throws PermissionMissing, SignInRequired, TenantSuspended
 */
export const guarded = <Case extends AnyUseCase>(useCase: Case): Case => guardedAgainst(READING, useCase);

/**
 * A guarded use case over a unit of work, which can be composed anew within an open transaction. What changes something
 * is refused while the tenant is closing, too. @throws TenantClosing
 */
export function guardedCommand<Scope, Case extends AnyUseCase>(
  work: UnitOfWork<Scope>,
  compose: (work: UnitOfWork<Scope>) => Case,
): Case & Joinable<Case> {
  return Object.assign(guardedAgainst(CHANGING, compose(work)), {
    within: (transaction: OpenTransaction) => guardedAgainst(CHANGING, compose(work.within(transaction))),
  });
}

/** For a use case whose permission depends on what it is asked about. @throws PermissionMissing */
export function assertHolds({ permissions }: TenantContext, permission: Permission): void {
  if (!permissions.has(permission)) throw new PermissionMissing(`This needs the permission ${permission}.`);
}

/** What a standing refuses. */
type Refused = Partial<Readonly<Record<Standing, new () => Error>>>;
const READING: Refused = { suspended: TenantSuspended };
const CHANGING: Refused = { ...READING, closing: TenantClosing };

function guardedAgainst<Case extends AnyUseCase>(refused: Refused, useCase: Case): Case {
  const { needs, admits = [] } = useCase.constructor as unknown as { readonly needs: Needs; readonly admits?: readonly Standing[] };
  const applying = Object.fromEntries(Object.entries(refused).filter(([standing]) => !admits.includes(standing as Standing))) as Refused;
  const guard = { execute: isSystems(needs) ? forTheSystem(useCase) : refusing(needs, applying, useCase) };
  guards.add(guard);
  return guard as unknown as Case;
}

const isSystems = (needs: Needs): needs is typeof anyone | typeof operator => needs === anyone || needs === operator;

const forTheSystem = (useCase: AnyUseCase) => async (system: unknown, command: never): Promise<unknown> => {
  if (!SystemContext.is(system)) throw new TypeError('This use case takes a SystemContext.');
  return useCase.execute(system as never, command);
};

function refusing(needs: Permission | typeof signedIn | typeof platform, refused: Refused, useCase: AnyUseCase) {
  return async (tenant: TenantContext, command: never): Promise<unknown> => {
    if (needs === signedIn) {
      if (tenant.principal.kind === 'visitor') throw new SignInRequired();
    } else if (needs === platform) {
      if (tenant.principal.kind !== 'platform') throw new TypeError('This use case is the platform’s own.');
    } else assertHolds(tenant, needs);
    const Refusal = refused[tenant.standing];
    if (Refusal !== undefined) throw new Refusal();
    return useCase.execute(tenant as never, command);
  };
}
