import { Customer } from '../../domain/invoicing/customer.js';
import { CustomerId } from '../../domain/invoicing/customer-id.js';
import { documentNumber, type Series, series } from '../../domain/invoicing/document-number.js';
import { CustomerArchived } from '../../domain/invoicing/invoicing-refusals.js';
import { EmailAddress } from '../../domain/shared/email-address.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { Seeder } from '../shared/seeder.js';
import { outcomeOf, type Story, storyOf } from './invoice-story.js';
import type { InvoicingScope } from './ports/invoicing-work.js';
import { companyName } from './samples.js';
import { idOf, idsOf, randomOf } from './tenant-seed.js';

const BATCH = 500;
const INVOICES_PER_CUSTOMER = 20;
const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HISTORY_DAYS = 540;

/**
 * Fills a tenant with customers, and with invoices as they come about: drafts, paid ones, overdue ones, some in parts, some
 * credited or void. Every rule is kept, because each is made by the domain; only the past is made up.
 */
export class SeedInvoices extends Seeder {
  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async seed(tenant: TenantContext, wanted: number, made: (count: number) => void): Promise<void> {
    const now = this.clock.now();
    const customers = await this.customersOf(tenant, Math.ceil(wanted / INVOICES_PER_CUSTOMER), now);
    const before = await this.work.run(tenant, ({ imports }) => imports.countInvoices(tenant, idsOf(tenant, 'invoice')));
    if (before < wanted && customers.length === 0) throw new CustomerArchived();
    for (let from = before; from < wanted; from += BATCH) {
      const ordinals = Array.from({ length: Math.min(BATCH, wanted - from) }, (_, at) => from + at);
      // begun within the work: were it done again after a conflict, chance would be the same
      const stories = () => ordinals.map((ordinal) => storyOf(tenant, ordinal, customers, momentOf(ordinal, before, wanted, now), now));
      await this.work.run(tenant, (scope) => store(tenant, stories(), now, scope));
      made(ordinals.length);
    }
  }

  /** Those of them who get invoices. */
  private async customersOf(tenant: TenantContext, wanted: number, now: Date): Promise<readonly CustomerId[]> {
    const all = Array.from({ length: wanted }, (_, ordinal) => CustomerId.from(idOf(tenant, 'customer', ordinal)));
    const archived = await this.work.run(tenant, async ({ imports, allowance }) => {
      const before = await imports.countCustomers(tenant, idsOf(tenant, 'customer'));
      const missing = all.slice(before).map((id, at) => customerOf(tenant, id, before + at, now));
      for (const _ of missing) await allowance.takeCustomer(tenant);
      await imports.add(tenant, { customers: missing });
      return new Set(await imports.archivedCustomers(tenant, idsOf(tenant, 'customer')));
    });
    return all.filter((id) => !archived.has(id));
  }
}

/** One after the other, from the first up to now: through all of history, or through the last day where there is some already. */
function momentOf(ordinal: number, first: number, end: number, now: Date): Date {
  const span = (first === 0 ? HISTORY_DAYS : 1) * DAY_MS;
  return new Date(Math.floor(now.getTime() - span * (1 - (ordinal - first) / (end - first))));
}

type IssuedStory = Story & { readonly issuedAt: Date };

/** Takes of the plan before it takes numbers, as whoever issues does: two who take both in one order do not deadlock. */
async function store(tenant: TenantContext, stories: readonly Story[], now: Date, { imports, numbers, allowance }: InvoicingScope): Promise<void> {
  const issued = stories.filter((story): story is IssuedStory => story.issuedAt !== null).toSorted((one, other) => one.issuedAt.getTime() - other.issuedAt.getTime());
  for (const { issuedAt } of issued) if (isSameMonth(issuedAt, now)) await allowance.takeInvoice(tenant);
  const numberOf = await numbersFor(tenant, series.invoice, issued.map(({ issuedAt }) => issuedAt), numbers);
  const outcomes = issued.map((story) => outcomeOf(story.draft.issue(numberOf(story.issuedAt), story.issuedAt), story, now));
  const credits = outcomes.flatMap(({ credit }) => credit ?? []).toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const creditNumberOf = await numbersFor(tenant, series.creditNote, credits.map(({ at }) => at), numbers);
  await imports.add(tenant, {
    invoices: [...stories.filter(({ issuedAt }) => issuedAt === null).map(({ draft }) => draft), ...outcomes.map(({ invoice }) => invoice)],
    payments: outcomes.flatMap(({ payments }) => payments),
    creditNotes: credits.map(({ at, issue }) => issue(creditNumberOf(at))),
  });
}

/** As many numbers as there are moments, in their order within each year. */
async function numbersFor(tenant: TenantContext, of: Series, moments: readonly Date[], numbers: InvoicingScope['numbers']): Promise<(at: Date) => string> {
  const next = new Map<number, number>();
  for (const [year, { length }] of Map.groupBy(moments, (at) => at.getUTCFullYear())) next.set(year, await numbers.next(tenant, of, year, length));
  return (at) => {
    const year = at.getUTCFullYear();
    const ordinal = next.get(year) ?? 0;
    next.set(year, ordinal + 1);
    return documentNumber(of, year, ordinal);
  };
}

function customerOf(tenant: TenantContext, id: CustomerId, ordinal: number, now: Date): Customer {
  const name = companyName(randomOf(tenant, -1 - ordinal));
  const domain = name.toLowerCase().normalize('NFD').replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '');
  return Customer.add({
    id,
    tenantId: tenant.tenantId,
    name,
    reference: `C-${1001 + ordinal}`,
    email: EmailAddress.from(`accounts@${domain}.example`),
    createdAt: new Date(now.getTime() - (HISTORY_DAYS + 30) * DAY_MS + ordinal * MINUTE_MS),
  });
}

const isSameMonth = (one: Date, other: Date): boolean => one.toISOString().slice(0, 7) === other.toISOString().slice(0, 7);
