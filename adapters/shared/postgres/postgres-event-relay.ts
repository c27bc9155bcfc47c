import { sql } from 'slonik';
import { z } from 'zod';
import { EventRelay, type Published, type Subscribed } from '../../../application/shared/ports/event-relay.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import type { PostgresTransaction } from './postgres-transaction.js';
import { named } from './statement.js';
import type { SystemDatabase } from './system-database.js';

/** How much is published in one transaction: of so many tenants, so many events each. */
const TENANTS = 500;
const EVENTS = 2_000;
const EVENTS_OF_ONE = 20;

/** Less than the id of any tenant. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Publishes the events of a tenant while it holds the row of its stream: one process at a time has a tenant, and with it
 * all its aggregates; others take other tenants. A statement alone, after the lock, sees all that was committed before it.
 */
export class PostgresEventRelay extends EventRelay {
  /** The tenant that had the last turn, when there may be others behind it. */
  #after = BEFORE_ALL;

  constructor(private readonly db: SystemDatabase) {
    super();
  }

  override async publish(system: SystemContext, subscribed: readonly Subscribed[]): Promise<Published> {
    const tenants = await this.nextTenants(system);
    if (tenants.length === 0) return NOTHING;
    return this.db.run(system, async (transaction) => {
      const held = await this.hold(system, transaction, tenants);
      return held.length === 0 ? NOTHING : this.move(system, transaction, held, subscribed);
    });
  }

  /** Those with something to publish, each once before any comes again. */
  private async nextTenants(system: SystemContext): Promise<readonly string[]> {
    const after = this.#after;
    const waiting = await this.db.any(system, named('shared.tenants-with-events', sql.type(tenantRow)`
      with recursive waiting (tenant_id) as (
        (select tenant_id from shared.outbox where tenant_id > ${after}::uuid order by tenant_id limit 1)
        union all
        select (select outbox.tenant_id from shared.outbox where outbox.tenant_id > waiting.tenant_id order by outbox.tenant_id limit 1)
        from waiting where waiting.tenant_id is not null
      )
      select tenant_id from waiting where tenant_id is not null limit ${TENANTS}
    `));
    const tenants = waiting.map(({ tenant_id: id }) => id);
    this.#after = tenants[TENANTS - 1] ?? BEFORE_ALL;
    return tenants.length === 0 && after !== BEFORE_ALL ? this.nextTenants(system) : tenants;
  }

  /** Those whose stream nobody else holds. */
  private async hold(system: SystemContext, transaction: PostgresTransaction<SystemContext>, tenants: readonly string[]): Promise<readonly string[]> {
    await transaction.execute(system, named('shared.open-streams', sql.type(z.object({}))`
      insert into shared.stream (tenant_id)
      select tenant_id from unnest(${sql.array(tenants, 'uuid')}) tenant_id
      where not exists (select from shared.stream where stream.tenant_id = tenant_id.tenant_id)
      on conflict do nothing
    `));
    const rows = await transaction.any(system, named('shared.hold-streams', sql.type(tenantRow)`
      select tenant_id from shared.stream where tenant_id = any(${sql.array(tenants, 'uuid')}) for update skip locked
    `));
    return rows.map(({ tenant_id: id }) => id);
  }

  private async move(
    system: SystemContext,
    transaction: PostgresTransaction<SystemContext>,
    tenants: readonly string[],
    subscribed: readonly Subscribed[],
  ): Promise<Published> {
    const ofEach = Math.max(EVENTS_OF_ONE, Math.ceil(EVENTS / tenants.length));
    const rows = await transaction.any(system, named('shared.publish-events', sql.type(advancedRow)`
      with taken as (
        -- by their places: by their keys, all that waits would be read for each batch. They stay where they are: nobody changes them
        delete from shared.outbox where tenant_id = any(${sql.array(tenants, 'uuid')}) and ctid = any(array(
          select next.place from unnest(${sql.array(tenants, 'uuid')}) tenant (id)
          cross join lateral (
            select ctid as place from shared.outbox where tenant_id = tenant.id order by position limit ${ofEach}
          ) next
        ))
        returning outbox.*
      ),
      placed as (
        select taken.*, last_position + row_number() over (partition by tenant_id order by taken.position) as place
        from taken join shared.stream using (tenant_id)
      ),
      streamed as (
        update shared.stream set last_position = placed.last
        from (select tenant_id, max(place) as last from placed group by tenant_id) placed
        where stream.tenant_id = placed.tenant_id
      ),
      published as (
        insert into shared.event (tenant_id, position, aggregate_type, aggregate_id, type, payload, occurred_at)
        select tenant_id, place, aggregate_type, aggregate_id, type, payload, occurred_at from placed
      ),
      heard as (
        insert into shared.job (tenant_id, id, type, key, sequence, ordinal, data, starts_allowed)
        select tenant_id, gen_random_uuid(), subscribed.job, 'event ' || place, subscribed.job || ' ' || aggregate_id, place,
               payload || jsonb_build_object('occurredAt', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
               subscribed.starts
        from placed
        join unnest(
          ${sql.array(subscribed.map(({ event }) => event), 'text')}, ${sql.array(subscribed.map(({ job }) => job), 'text')},
          ${sql.array(subscribed.map(({ starts }) => starts), 'int4')}
        ) subscribed (event, job, starts) on subscribed.event = placed.type
      )
      select tenant_id, count(*)::integer as events, max(place)::float8 as position from placed group by tenant_id
    `));
    return {
      events: rows.reduce((sum, { events }) => sum + events, 0),
      advanced: rows.map(({ tenant_id: id, position }) => ({ tenantId: TenantId.from(id), position })),
    };
  }
}

const tenantRow = z.object({ tenant_id: z.string() });
const advancedRow = z.object({ tenant_id: z.string(), events: z.number(), position: z.number() });

const NOTHING: Published = { events: 0, advanced: [] };
