import { type FragmentSqlToken, sql } from 'slonik';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/**
 * Stores what happened to an aggregate, in order, as a part of the statement that stores the aggregate:
 * ``sql.type(row)`with announced as (${outboxed(tenant, { type: 'invoicing.invoice', id }, events)}) insert into …` ``.
 * Should the aggregate turn out to have moved, throw: the transaction takes the events back.
 * @throws when an event is another tenant's: that is a defect.
 */
export function outboxed(
  tenant: TenantContext,
  aggregate: { readonly type: string; readonly id: string },
  events: readonly DomainEvent[],
): FragmentSqlToken {
  if (events.length === 0) return sql.fragment`select`;
  const rows = events.map(({ type, tenantId, occurredAt, ...payload }) => {
    if (tenantId !== tenant.tenantId) throw new Error('An event belongs to another tenant.');
    return sql.fragment`(
      ${tenantId}::uuid, ${aggregate.type}, ${aggregate.id}::uuid, ${type}, ${JSON.stringify(payload, bigintsAsStrings)}::jsonb,
      ${occurredAt.toISOString()}::timestamptz
    )`;
  });
  return sql.fragment`
    insert into shared.outbox (tenant_id, aggregate_type, aggregate_id, type, payload, occurred_at)
    values ${sql.join(rows, sql.fragment`, `)}
  `;
}

/** JSON's numbers lose digits of a bigint. */
const bigintsAsStrings = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
