import { JobId } from '../../../application/shared/job-type.js';
import type { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { DueTimes } from '../../../application/shared/ports/due-times.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import { type Fired, type Firing, Schedules } from '../../../application/shared/ports/schedules.js';
import { askedFor, isToBeKept, ruleText, type Schedule } from '../../../application/shared/schedule.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext, type TenantId } from '../../../domain/shared/tenant-context.js';
import { jobShelf, newJob } from './in-memory-jobs.js';
import { type InMemoryStore, shelfName } from './in-memory-store.js';

const TENANTS = 100;
const AGAIN_SECONDS = 5;

type Row = { readonly rule: string; readonly dueAt: Date };
const scheduleShelf = shelfName<Row>('shared.schedule');
const platform = TenantContext.visitor(platformTenantId);

/** A firing that fails has reached some tenants by then: the key of their jobs makes it once, when it is repeated. */
export class InMemorySchedules extends Schedules {
  readonly #held = new Set<string>();

  constructor(
    private readonly store: InMemoryStore,
    private readonly tenants: ActiveTenants,
    private readonly dueTimes: DueTimes,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async fireDue(system: SystemContext, schedules: readonly Schedule[]): Promise<Fired> {
    if (schedules.length === 0) return { firings: [], nextInSeconds: null };
    const firings: Firing[] = [];
    for (const schedule of schedules) {
      if ((await this.inSeconds(schedule)) > 0) continue;
      const firing = await this.fire(system, schedule).catch((error: unknown): Firing => ({ schedule: schedule.name, outcome: 'failed', error }));
      if (firing !== null) firings.push(firing);
    }
    const left = await Promise.all(schedules.map((schedule) => this.inSeconds(schedule)));
    return { firings, nextInSeconds: Math.min(...left.map((seconds) => (seconds <= 0 ? AGAIN_SECONDS : seconds))) };
  }

  private async inSeconds(schedule: Schedule): Promise<number> {
    const [known, rule, now] = [this.row(schedule), ruleText(schedule), this.clock.now()];
    const row = known?.rule === rule ? known : { rule, dueAt: this.dueTimes.next(schedule, now) };
    if (row !== known) await this.put(schedule, row);
    return (row.dueAt.getTime() - now.getTime()) / 1000;
  }

  private row({ name }: Schedule): Row | undefined {
    return this.store.shelf(platform, scheduleShelf).get(name);
  }

  private put({ name }: Schedule, row: Row): Promise<unknown> {
    return this.store.run(platform, async (transaction) => transaction.shelf(platform, scheduleShelf).set(name, row));
  }

  private async fire(system: SystemContext, schedule: Schedule): Promise<Firing | null> {
    const { name } = schedule;
    const [row, now] = [this.row(schedule), this.clock.now()];
    if (row === undefined || row.dueAt > now || this.#held.has(name)) return null;
    this.#held.add(name);
    try {
      const dueAt = this.dueTimes.latest(schedule, row.dueAt, now);
      const isKept = isToBeKept(schedule, dueAt, now);
      const tenants = isKept ? await this.fanOut(system, schedule, dueAt) : 0;
      await this.put(schedule, { rule: row.rule, dueAt: this.dueTimes.next(schedule, now) });
      return isKept ? { schedule: name, outcome: 'fired', dueAt, tenants } : { schedule: name, outcome: 'skipped', dueAt };
    } finally {
      this.#held.delete(name);
    }
  }

  private async fanOut(system: SystemContext, schedule: Schedule, dueAt: Date): Promise<number> {
    const pageAfter = (after: TenantId | null): Promise<readonly TenantId[]> =>
      this.store.run(platform, (transaction) => this.tenants.page(system, after, TENANTS, transaction));
    let reached = 0;
    for (let page = await pageAfter(null); page.length > 0; page = await pageAfter(page.at(-1) ?? null)) {
      for (const tenantId of page) await this.ask(TenantContext.visitor(tenantId), schedule, dueAt);
      reached += page.length;
    }
    return reached;
  }

  private async ask(tenant: TenantContext, schedule: Schedule, dueAt: Date): Promise<void> {
    const { name: type, starts: startsAllowed } = schedule.fansOut;
    const { data, key } = askedFor(schedule, dueAt);
    await this.store.run(tenant, async (transaction) => {
      const shelf = transaction.shelf(tenant, jobShelf);
      if ([...shelf.values()].some((job) => job.type === type && job.key === key)) return;
      const job = newJob({ id: JobId.from(this.ids.next()), type, data, principal: { kind: 'platform' }, startsAllowed, key }, this.clock.now());
      shelf.set(job.id, job);
    });
  }
}
