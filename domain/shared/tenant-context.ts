import { type Identifier, identifier } from './identifier.js';

export type TenantId = Identifier<'Tenant'>;
export const TenantId = identifier('Tenant');

/** Owns what belongs to the platform itself, such as signing keys. Nobody can sign in to it. */
export const platformTenantId = TenantId.from('00000000-0000-7000-8000-000000000000');

export type PrincipalId = Identifier<'Principal'>;
export const PrincipalId = identifier('Principal');

export type SessionId = Identifier<'Session'>;
export const SessionId = identifier('Session');

/** Who acts: a user in a session, the platform itself on a schedule or after an event, or a visitor who has not proved who they are. */
export type Principal =
  | { readonly kind: 'user'; readonly id: PrincipalId; readonly sessionId: SessionId }
  | { readonly kind: 'platform' }
  | { readonly kind: 'visitor' };

/** `<context>:<resource>:<action>`, declared by the context that asks for it. */
export type Permission = `${string}:${string}:${string}`;

/**
 * How a tenant stands with the platform, as far as that narrows what can be done in it: nothing while it is suspended,
 * no change while it is closing. A tenant that is closed has no context.
 */
export const standings = ['active', 'suspended', 'closing'] as const;
export type Standing = (typeof standings)[number];

/** For whom we act, who is acting, and with which rights. Passed by hand; never looked up from the air. */
export class TenantContext {
  private constructor(
    readonly tenantId: TenantId,
    readonly principal: Principal,
    readonly permissions: ReadonlySet<Permission>,
    readonly standing: Standing,
  ) {}

  static of(tenantId: TenantId, principal: Principal, permissions: Iterable<Permission>, standing: Standing): TenantContext {
    return Object.freeze(new TenantContext(tenantId, Object.freeze(principal), unchangeable(permissions), standing));
  }

  /** Somebody at a tenant's door, who may do nothing that needs a permission: how the tenant stands is looked up by whoever lets them in. */
  static visitor(tenantId: TenantId): TenantContext {
    return TenantContext.of(tenantId, { kind: 'visitor' }, [], 'active');
  }
}

/** A set that throws when somebody adds to it all the same: its type alone would stop nobody. */
const unchangeable = <Item>(items: Iterable<Item>): ReadonlySet<Item> =>
  Object.freeze(Object.assign(new Set(items), { add: refuseChange, delete: refuseChange, clear: refuseChange }));

function refuseChange(): never {
  throw new TypeError('The permissions of a context cannot be changed.');
}
