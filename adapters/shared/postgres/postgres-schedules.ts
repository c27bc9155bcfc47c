import { sql } from 'slonik';
import { z } from 'zod';
import type { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import type { DueTimes } from '../../../application/shared/ports/due-times.js';
import { type Fired, type Firing, Schedules } from '../../../application/shared/ports/schedules.js';
import { askedFor, isToBeKept, ruleText, type Schedule } from '../../../application/shared/schedule.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId } from '../../../domain/shared/tenant-context.js';
import type { PostgresTransaction } from './postgres-transaction.js';
import { named } from './statement.js';
import type { SystemDatabase } from './system-database.js';

/** How many tenants one statement reaches. */
const TENANTS = 1_000;

/** What is still due, because another process fires it just now or it failed, is looked at again after so long. */
const AGAIN_SECONDS = 5;

/** A schedule is a row of the platform's. Whoever fires it holds the row until its jobs and its next due time are kept. */
export class PostgresSchedules extends Schedules {
  constructor(
    private readonly db: SystemDatabase,
    private readonly tenants: ActiveTenants,
    private readonly dueTimes: DueTimes,
  ) {
    super();
  }

  override async fireDue(system: SystemContext, schedules: readonly Schedule[]): Promise<Fired> {
    if (schedules.length === 0) return { firings: [], nextInSeconds: null };
    const due = (await this.look(system, schedules)).filter(isDue);
    const firings: Firing[] = [];
    for (const { schedule } of due) {
      const firing = await this.fire(system, schedule).catch((error: unknown): Firing => ({ schedule: schedule.name, outcome: 'failed', error }));
      if (firing !== null) firings.push(firing);
    }
    const left = await this.look(system, schedules);
    return { firings, nextInSeconds: Math.min(...left.map((seen) => (isDue(seen) ? AGAIN_SECONDS : seen.inSeconds))) };
  }

  /** In how many seconds each is due, by what its row says. One that has no row, or a row of another rule, is given one. */
  private async look(system: SystemContext, schedules: readonly Schedule[]): Promise<readonly Seen[]> {
    const rows = await this.db.any(system, named('shared.look-at-schedules', sql.type(seenRow)`
      select declared.name, schedule.due_at, now() as now
      from unnest(${sql.array(schedules.map(({ name }) => name), 'text')}, ${sql.array(schedules.map(ruleText), 'text')}) declared (name, rule)
      left join shared.schedule on schedule.tenant_id = ${platformTenantId} and schedule.name = declared.name and schedule.rule = declared.rule
    `));
    const seen = schedules.map((schedule) => {
      const { due_at: known, now } = rows.find(({ name }) => name === schedule.name) as z.infer<typeof seenRow>;
      const dueAt = known ?? this.dueTimes.next(schedule, now);
      return { schedule, isNew: known === null, dueAt, inSeconds: (dueAt.getTime() - now.getTime()) / 1000 };
    });
    const added = seen.filter(({ isNew }) => isNew);
    if (added.length > 0) await this.add(system, added);
    return seen;
  }

  /** Who comes second with a schedule leaves it as it is. */
  private async add(system: SystemContext, added: readonly { readonly schedule: Schedule; readonly dueAt: Date }[]): Promise<void> {
    await this.db.execute(system, named('shared.add-schedules', sql.type(noRow)`
      insert into shared.schedule (tenant_id, name, rule, due_at)
      select ${platformTenantId}::uuid, name, rule, due_at
      from unnest(
        ${sql.array(added.map(({ schedule }) => schedule.name), 'text')}, ${sql.array(added.map(({ schedule }) => ruleText(schedule)), 'text')},
        ${sql.array(added.map(({ dueAt }) => dueAt.toISOString()), 'timestamptz')}
      ) added (name, rule, due_at)
      on conflict (tenant_id, name) do update set rule = excluded.rule, due_at = excluded.due_at where schedule.rule <> excluded.rule
    `));
  }

  /** @returns null when it is not due any more, or another process holds it. */
  private fire(system: SystemContext, schedule: Schedule): Promise<Firing | null> {
    return this.db.run(system, async (transaction): Promise<Firing | null> => {
      const held = await transaction.maybeOne(system, named('shared.hold-schedule', sql.type(heldRow)`
        select due_at, now() as now from shared.schedule
        where tenant_id = ${platformTenantId} and name = ${schedule.name} and rule = ${ruleText(schedule)} and due_at <= now()
        for update skip locked
      `));
      if (held === null) return null;
      const dueAt = this.dueTimes.latest(schedule, held.due_at, held.now);
      const isKept = isToBeKept(schedule, dueAt, held.now);
      const tenants = isKept ? await this.fanOut(system, transaction, schedule, dueAt) : 0;
      await transaction.execute(system, named('shared.set-schedule', sql.type(noRow)`
        update shared.schedule
        set due_at = ${this.dueTimes.next(schedule, held.now).toISOString()}, fired_for = coalesce(${isKept ? dueAt.toISOString() : null}, fired_for)
        where tenant_id = ${platformTenantId} and name = ${schedule.name}
      `));
      return isKept ? { schedule: schedule.name, outcome: 'fired', dueAt, tenants } : { schedule: schedule.name, outcome: 'skipped', dueAt };
    });
  }

  /** @returns how many tenants it has reached. */
  private async fanOut(system: SystemContext, transaction: PostgresTransaction<SystemContext>, schedule: Schedule, dueAt: Date): Promise<number> {
    const { data, key } = askedFor(schedule, dueAt);
    let reached = 0;
    for (let page = await this.tenants.page(system, null, TENANTS, transaction); page.length > 0; ) {
      await transaction.execute(system, named('shared.fan-out', sql.type(noRow)`
        insert into shared.job (tenant_id, id, type, key, data, starts_allowed)
        select tenant_id, gen_random_uuid(), ${schedule.fansOut.name}, ${key}, ${JSON.stringify(data)}::jsonb, ${schedule.fansOut.starts}::integer
        from unnest(${sql.array([...page], 'uuid')}) tenant_id
        on conflict (tenant_id, type, key) where key is not null do nothing
      `));
      reached += page.length;
      page = await this.tenants.page(system, page.at(-1) ?? null, TENANTS, transaction);
    }
    return reached;
  }
}

type Seen = { readonly schedule: Schedule; readonly inSeconds: number };

const isDue = ({ inSeconds }: Seen): boolean => inSeconds <= 0;

const noRow = z.object({});
const seenRow = z.object({ name: z.string(), due_at: z.date().nullable(), now: z.date() });
const heldRow = z.object({ due_at: z.date(), now: z.date() });
