import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { Ageing, type AgeingQuery, type Owed, type StoredAgeing } from '../../../application/invoicing/ports/ageing.js';
import type { Page, Position } from '../../../application/shared/page.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { AgeingNotComputed } from '../../../domain/invoicing/invoicing-refusals.js';
import { currencies } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { pageOf, type Place } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { ageingSummaryRow, storedAgeingOf } from './ageing-summary-row.js';

export class PostgresAgeing extends Ageing {
  constructor(private readonly db: Queries) {
    super();
  }

  override async list(tenant: TenantContext, query: AgeingQuery, asOf: Date): Promise<Page<Owed>> {
    const rows = await this.db.any(tenant, named('invoicing.list-ageing', sql.type(owedRow)`
      select customer_id, currency,
             coalesce(sum(balance_minor) filter (where ${dueBetween(asOf, null, 0)}), 0)::text as not_due,
             coalesce(sum(balance_minor) filter (where ${dueBetween(asOf, 0, 30)}), 0)::text as days_1_to_30,
             coalesce(sum(balance_minor) filter (where ${dueBetween(asOf, 30, 60)}), 0)::text as days_31_to_60,
             coalesce(sum(balance_minor) filter (where ${dueBetween(asOf, 60, 90)}), 0)::text as days_61_to_90,
             coalesce(sum(balance_minor) filter (where ${dueBetween(asOf, 90, null)}), 0)::text as over_90_days,
             sum(balance_minor)::text as outstanding, count(*)::integer as invoices
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId} and status = 'issued'
        and ${query.customerId === undefined ? sql.fragment`true` : sql.fragment`customer_id = ${query.customerId}`}
        and ${following(query.after)}
      group by customer_id, currency
      order by customer_id, currency
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, owedOf, ({ customer_id: id, currency: key }) => ({ id, key }));
  }

  override async countDebtors(tenant: TenantContext): Promise<number> {
    const { count } = await this.db.one(tenant, named('invoicing.count-debtors', sql.type(countRow)`
      select count(distinct customer_id)::integer as count from invoicing.invoice where tenant_id = ${tenant.tenantId} and status = 'issued'
    `));
    return count;
  }

  override async summary(tenant: TenantContext): Promise<StoredAgeing> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-ageing-summary', sql.type(ageingSummaryRow)`
      select contents, as_of, computed_at, coalesce(changed_at >= as_of, false) as is_outdated, version
      from invoicing.ageing_summary
      where tenant_id = ${tenant.tenantId} and contents is not null
    `));
    if (row === null) throw new AgeingNotComputed();
    return storedAgeingOf(row);
  }
}

/** Late by more than so many days, and by so many at most. */
function dueBetween(asOf: Date, moreThan: number | null, most: number | null): FragmentSqlToken {
  const daysBefore = (days: number): string => new Date(asOf.getTime() - days * DAY_MS).toISOString();
  const before = moreThan === null ? sql.fragment`true` : sql.fragment`due_at < ${daysBefore(moreThan)}`;
  return most === null ? before : sql.fragment`${before} and due_at >= ${daysBefore(most)}`;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function following(position: Position | undefined): FragmentSqlToken {
  if (position === undefined) return sql.fragment`true`;
  const { key: currency, id: customerId } = JSON.parse(position) as Place;
  return sql.fragment`(customer_id, currency) > (${customerId}::uuid, ${currency})`;
}

const owedRow = z.object({
  customer_id: z.string(),
  currency: z.enum(currencies),
  not_due: z.string(),
  days_1_to_30: z.string(),
  days_31_to_60: z.string(),
  days_61_to_90: z.string(),
  over_90_days: z.string(),
  outstanding: z.string(),
  invoices: z.number(),
});

const countRow = z.object({ count: z.number() });

const owedOf = (row: z.infer<typeof owedRow>): Owed => ({
  customerId: row.customer_id as CustomerId,
  currency: row.currency,
  notDue: BigInt(row.not_due),
  days1To30: BigInt(row.days_1_to_30),
  days31To60: BigInt(row.days_31_to_60),
  days61To90: BigInt(row.days_61_to_90),
  over90Days: BigInt(row.over_90_days),
  outstanding: BigInt(row.outstanding),
  invoices: row.invoices,
});
