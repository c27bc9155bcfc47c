import type pg from 'pg';
import { hash } from '@node-rs/argon2';
import { betweenInvoicesMs, discount, firstInvoiceAt, password, sample, taxRate } from './sample.js';

/** How much is stored of what sample.ts describes. */
export type Amounts = Readonly<Record<'tenants' | 'customersPerTenant' | 'invoicesPerTenant' | 'tenantsWithThreeLines', number>> & {
  /** Where the first tenant has more than the others. */
  readonly invoicesOfFirst?: number;
};

/** Fills a migrated, empty database with the sample, or with more or less of it, as a role that nothing binds. Takes seconds. */
export async function seed(admin: pg.Client, amounts: Amounts = sample): Promise<void> {
  const passwordHash = await hash(password, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  // foreign keys hold by construction, and checking a million of them takes half the time
  await admin.query('set session_replication_role = replica');
  for (const statement of statementsFor(passwordHash, amounts)) await admin.query(statement);
}

/** What sample.ts says, in SQL: `t` is a tenant's number, `n` that of something in it. */
function statementsFor(passwordHash: string, amounts: Amounts): readonly string[] {
  const { tenants, customersPerTenant, invoicesPerTenant, invoicesOfFirst = invoicesPerTenant, tenantsWithThreeLines } = amounts;
  const founded = `to_timestamp(${firstInvoiceAt} / 1000.0)`;
  const createdAt = `to_timestamp((${firstInvoiceAt} + n * ${betweenInvoicesMs}::bigint) / 1000.0)`;
  return [
    `create function pg_temp.id_of(ms bigint, t integer, n integer) returns uuid language sql immutable as $$
       select (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(t), 3, '0') || '8' || lpad(to_hex(n), 3, '0')
               || lpad(to_hex(t * 4096 + n), 12, '0'))::uuid
     $$`,
    `insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version)
     select pg_temp.id_of(${firstInvoiceAt}, t, 0), 'bench-' || lpad(t::text, 3, '0'), 'Tenant ' || t, 'enterprise', ${founded}, 1
     from generate_series(1, ${tenants}) t`,
    `insert into identity.user_account (tenant_id, id, email, name, password_hash, created_at, version)
     select pg_temp.id_of(${firstInvoiceAt}, t, 0), pg_temp.id_of(${firstInvoiceAt + 1}, t, 0),
            'owner@bench-' || lpad(t::text, 3, '0') || '.example', 'Owner ' || t, '${passwordHash}', ${founded}, 1
     from generate_series(1, ${tenants}) t`,
    `insert into access.role_holder (tenant_id, principal_id, roles, active, version)
     select pg_temp.id_of(${firstInvoiceAt}, t, 0), pg_temp.id_of(${firstInvoiceAt + 1}, t, 0), array['owner'], true, 1
     from generate_series(1, ${tenants}) t`,
    `insert into invoicing.customer (tenant_id, id, name, reference, created_at, version)
     select pg_temp.id_of(${firstInvoiceAt}, t, 0), pg_temp.id_of(${firstInvoiceAt + 2}, t, n), 'Customer ' || n || ' Ltd', 'C-' || n, ${founded}, 1
     from generate_series(1, ${tenants}) t, generate_series(1, ${customersPerTenant}) n`,
    `insert into invoicing.invoice (tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, number, issued_at, created_at, version)
     select pg_temp.id_of(${firstInvoiceAt}, t, 0), pg_temp.id_of(${firstInvoiceAt} + n * ${betweenInvoicesMs}::bigint, t, n),
            pg_temp.id_of(${firstInvoiceAt + 2}, t, 1 + n % ${customersPerTenant}),
            case n % 2 when 0 then 'issued' else 'draft' end, 'EUR', said.lines, said.total,
            case n % 4 when 0 then 'Payable within 30 days.' end,
            case when n % 3 > 0 or n % 2 = 0 then ${createdAt} + interval '30 days' end,
            case n % 2 when 0 then 'INV-' || extract(year from ${createdAt}) || '-' || lpad(n::text, greatest(5, length(n::text)), '0') end,
            case n % 2 when 0 then ${createdAt} + interval '1 hour' end, ${createdAt}, 1 + (n + 1) % 2
     from generate_series(1, ${tenants}) t, generate_series(1, case t when 1 then ${invoicesOfFirst} else ${invoicesPerTenant} end) n,
          lateral (
            select jsonb_agg(jsonb_build_object(
                     'id', pg_temp.id_of(${firstInvoiceAt + 3}, t, n % 4096), 'description', description, 'quantity', quantity::text,
                     'unitPriceMinor', price::text, 'taxRate', ${taxRate}, 'discount', ${discount}
                   )) as lines,
                   sum(net + round(net * ${taxRate} / 10000.0)) as total
            from (
              select (array['Consulting, per day', 'Hosting, per month', 'Travel'])[l] as description,
                     1 + (n + l) % 12 as quantity, (100 + n * 37 + l * 911) % 250000 as price
              from generate_series(1, case when t <= ${tenantsWithThreeLines} then 3 else 1 + n % 3 end) l
            ) line,
            lateral (select quantity * price - round(quantity * price * ${discount} / 10000.0) as net) its
          ) said
     order by t, n`,
    `insert into invoicing.numbering (tenant_id, series, year, last_number)
     select tenant_id, 'INV', extract(year from created_at), max(substring(number from '\\d+$')::integer)
     from invoicing.invoice where number is not null group by 1, 3`,
    'vacuum (analyze)',
    'checkpoint',
  ];
}
