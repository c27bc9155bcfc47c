import { type FragmentSqlToken, sql } from 'slonik';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/**
 * Stores what happened to an aggregate, in order, as a part of the statement that stores the aggregate:
 * ``sql.type(row)`with announced as (${outboxed(tenant, { type: 'invoicing.invoice', id }, events)}) insert into …` ``.
 * The text is the same however many events there are. Should the aggregate turn out to have moved, throw: the
 * transaction takes the events back.
 * @throws when an event is another tenant's: that is a defect.
 */
export function outboxed(
  tenant: TenantContext,
  aggregate: { readonly type: string; readonly id: string },
  events: readonly DomainEvent[],
): FragmentSqlToken {
  if (events.some(({ tenantId }) => tenantId !== tenant.tenantId)) throw new Error('An event belongs to another tenant.');
  const rows = events.map(({ type, tenantId: _, occurredAt, ...payload }) => ({ type, occurred_at: occurredAt, payload }));
  return sql.fragment`
    insert into shared.outbox (tenant_id, aggregate_type, aggregate_id, type, payload, occurred_at)
    select ${tenant.tenantId}::uuid, ${aggregate.type}, ${aggregate.id}::uuid, event ->> 'type', event -> 'payload',
           (event ->> 'occurred_at')::timestamptz
    from jsonb_array_elements(${JSON.stringify(rows, bigintsAsStrings)}::jsonb) with ordinality as happened (event, place)
    order by place
  `;
}

/** JSON's numbers lose digits of a bigint. */
const bigintsAsStrings = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
