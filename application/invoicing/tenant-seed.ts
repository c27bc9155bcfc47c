import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { type Random, randomFrom } from '../shared/seeded-random.js';
import type { IdRange } from './ports/imports.js';

// What follows from a tenant and an ordinal: the same each time, and no other tenant's.
const KINDS = ['customer', 'invoice', 'line', 'payment', 'credit note'] as const;
type Kind = (typeof KINDS)[number];
const LAST = 0xffff_ffff;

/** In the order of the ordinals. */
export function idOf({ tenantId }: TenantContext, kind: Kind, ordinal: number): string {
  const own = tenantId.replaceAll('-', '').slice(-9);
  return `019b0000-0000-7${KINDS.indexOf(kind)}${own.slice(0, 2)}-8${own.slice(2, 5)}-${own.slice(5)}${ordinal.toString(16).padStart(8, '0')}`;
}

/** From the first ordinal to the last. */
export const idsOf = (tenant: TenantContext, kind: Kind): IdRange => ({ first: idOf(tenant, kind, 0), last: idOf(tenant, kind, LAST) });

export const randomOf = ({ tenantId }: TenantContext, ordinal: number): Random =>
  randomFrom(Number.parseInt(tenantId.slice(-7), 16) + Math.imul(ordinal, 0x9e3779b1));
