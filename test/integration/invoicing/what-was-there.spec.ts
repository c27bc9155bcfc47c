import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { v7 } from 'uuid';
import { PostgresCustomerRegister } from '../../../adapters/invoicing/postgres/postgres-customer-register.js';
import { PostgresInvoiceRegister } from '../../../adapters/invoicing/postgres/postgres-invoice-register.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { DatabaseConnection } from '../../../infrastructure/database-connection.js';
import { prepareDatabase } from '../../../infrastructure/prepared-database.js';
import { eur } from '../../support/invoicing/invoices.js';
import { anEmptyDatabase, testMasterKey } from '../../support/postgres.js';
import { aTemporaryDirectory } from '../../support/temporary-directory.js';
import { aTenant } from '../../support/tenants.js';
import { poolOptions } from '../postgres/ledger.js';

const migrations = join(import.meta.dirname, '../../../migrations');
const ISSUED_AT = '2026-02-01T12:00:00.000Z';

describe('what was invoiced before there were taxes, payments and archives', function () {
  this.timeout(30_000);
  const directory = aTemporaryDirectory();
  let admin: DatabaseConnection;
  let drop: () => Promise<void>;
  let database: TenantDatabase;
  let invoices: PostgresInvoiceRegister;
  const tenant = aTenant();
  const { tenantId } = tenant;
  const customerId = v7();
  const [draft, issued, due, free] = [v7(), v7(), v7(), v7()];
  const counted: Record<string, number> = {};

  before(async () => {
    ({ admin, drop } = await anEmptyDatabase());
    await migrate((name) => name < '0009');
    const client = new pg.Client({ ...admin });
    await client.connect();
    const lines = (...prices: number[]) =>
      JSON.stringify(prices.map((price) => ({ description: `At ${price}`, quantity: '2', unitPriceMinor: String(price) })));
    await client.query(
      `insert into invoicing.customer (tenant_id, id, name, reference, created_at, version) values ($1, $2, 'ÄRA', null, $3, 1)`,
      [tenantId, customerId, ISSUED_AT],
    );
    for (const [id, number, dueAt, said, total] of [
      [draft, null, null, lines(100, 250), 700],
      [issued, 'INV-2026-00001', null, lines(50), 100],
      [due, 'INV-2026-00002', '2026-02-10T00:00:00.000Z', lines(50), 100],
      [free, 'INV-2026-00003', null, lines(0), 0],
    ] as const) {
      await client.query(
        `insert into invoicing.invoice (tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, number, issued_at, created_at, version)
         values ($1, $2, $3, $4, 'EUR', $5, $6, null, $7, $8, $9, $10, 1)`,
        [tenantId, id, customerId, number === null ? 'draft' : 'issued', said, total, dueAt, number, number === null ? null : ISSUED_AT, ISSUED_AT],
      );
    }
    await client.query('insert into invoicing.numbering (tenant_id, year, last_number) values ($1, 2026, 3)', [tenantId]);

    const { app } = await migrate(() => true);
    database = new TenantDatabase(poolOptions(app));
    invoices = new PostgresInvoiceRegister(database);
    const { rows } = await client.query<{ meter: string; period: string; used: number }>('select meter, period, used from tenancy.usage');
    for (const { meter, period, used } of rows) counted[`${meter} ${period}`.trim()] = used;
    const { rows: series } = await client.query<{ series: string; last_number: number }>('select series, last_number from invoicing.numbering');
    expect(series).to.deep.equal([{ series: 'INV', last_number: 3 }]);
    await client.end();
  });
  after(async () => {
    await database.end();
    await drop();
  });

  async function migrate(chosen: (name: string) => boolean) {
    for (const name of (await readdir(migrations)).filter(chosen)) await copyFile(join(migrations, name), join(directory(), name));
    return prepareDatabase(admin, testMasterKey, { directory: directory() });
  }

  const find = (id: string) => invoices.find(tenant, id as InvoiceId);

  it('comes to what it came to, in lines that have ids and keep their order', async () => {
    const { lines, ...found } = await find(draft);
    expect(found).to.deep.include({ status: 'draft', total: eur(700n), tax: eur(0n), balance: eur(0n), dueAt: null });
    expect(lines.map(({ description, quantity, unitPrice, net }) => ({ description, quantity, unitPrice, net }))).to.deep.equal([
      { description: 'At 100', quantity: 2n, unitPrice: eur(100n), net: eur(200n) },
      { description: 'At 250', quantity: 2n, unitPrice: eur(250n), net: eur(500n) },
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).to.equal(2);
    for (const { id } of lines) expect(id).to.match(/^[0-9a-f-]{36}$/);
  });

  it('is owed when it is issued, and due when it said, or 30 days after its issue', async () => {
    expect(await find(issued)).to.deep.include({ status: 'issued', number: 'INV-2026-00001', balance: eur(100n), dueAt: new Date('2026-03-03T12:00:00.000Z') });
    expect(await find(due)).to.deep.include({ dueAt: new Date('2026-02-10T00:00:00.000Z') });
  });

  it('is paid when it is over nothing', async () => {
    expect(await find(free)).to.deep.include({ status: 'paid', paidAt: new Date(ISSUED_AT), balance: eur(0n) });
  });

  it('is for customers who are not archived, and are found by their names', async () => {
    const { items } = await new PostgresCustomerRegister(database).list(tenant, { limit: 20, sort: 'name', archived: false, namePrefix: 'är' });
    expect(items.map(({ id, email }) => ({ id, email }))).to.deep.equal([{ id: customerId, email: null }]);
  });

  it('counts towards the plan', () => {
    expect(counted).to.include({ customers: 1, 'invoicesPerMonth 2026-02': 3 });
  });
});
