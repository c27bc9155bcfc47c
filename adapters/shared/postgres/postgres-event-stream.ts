import { sql } from 'slonik';
import { z } from 'zod';
import { EventStream, type Stretch, type StretchRequest } from '../../../application/shared/ports/event-stream.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from './queries.js';
import { named } from './statement.js';

export class PostgresEventStream extends EventStream {
  constructor(private readonly db: Queries) {
    super();
  }

  override async read(tenant: TenantContext, { after, types, limit }: StretchRequest): Promise<Stretch> {
    const { tenantId } = tenant;
    // each type by its own index: of a rare one among many, nothing else is read
    const found = types === undefined ? sql.fragment`
        select position, type, aggregate_id, payload, occurred_at, published_at from shared.event
        where tenant_id = ${tenantId} and position > ${after}
        order by position limit ${limit}
    ` : sql.fragment`
        select kept.position, kept.type, aggregate_id, payload, occurred_at, published_at
        from (
          select of_type.position
          from unnest(${sql.array([...new Set(types)], 'text')}) wanted (type)
          cross join lateral (
            select position from shared.event
            where tenant_id = ${tenantId} and type = wanted.type and position > ${after}
            order by position limit ${limit}
          ) of_type
          order by of_type.position limit ${limit}
        ) first
        join shared.event kept on kept.tenant_id = ${tenantId} and kept.position = first.position
        order by kept.position
    `;
    const rows = await this.db.any(tenant, named('shared.read-stream', sql.type(row)`
      select coalesce((select last_position from shared.stream where tenant_id = ${tenantId}), 0)::float8 as last,
        (select min(position) from shared.event where tenant_id = ${tenantId})::float8 as first,
        event.position::float8, event.type, event.aggregate_id, event.payload, event.occurred_at, event.published_at
      from (select) always
      left join lateral (${found}) event on true
      order by event.position
    `));
    const [{ last, first } = { last: 0, first: null }] = rows;
    const events = rows.flatMap(({ position, type, aggregate_id: aggregateId, payload, occurred_at: occurredAt, published_at: publishedAt }) =>
      position === null || type === null || aggregateId === null || payload === null || occurredAt === null || publishedAt === null
        ? [] : [{ position, type, aggregateId, payload, occurredAt, publishedAt }]);
    return { events, forgottenUpTo: (first ?? last + 1) - 1, last };
  }
}

const row = z.object({
  last: z.number(),
  first: z.number().nullable(),
  position: z.number().nullable(),
  type: z.string().nullable(),
  aggregate_id: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()).nullable(),
  occurred_at: z.date().nullable(),
  published_at: z.date().nullable(),
});
