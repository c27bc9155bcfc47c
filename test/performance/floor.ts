// What a careful engineer writes by hand in an afternoon: the unit that Atrium is measured in. Plain Express, pg with
// prepared statements, jose on every request, row-level security by a transaction-local setting. It has no validation,
// no permissions, no limits and no logs. It is started with an IPC channel, on which it says its port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { jwtVerify } from 'jose';
import pg from 'pg';
import { v7 } from 'uuid';

const { FLOOR_DATABASE_URL: connectionString = '', FLOOR_SECRET: secret = '' } = process.env;

const pool = new pg.Pool({ connectionString, max: 10 });
const algorithm = { name: 'HMAC', hash: 'SHA-256' };
const key = await crypto.subtle.importKey('raw', Buffer.from(secret, 'base64url'), algorithm, false, ['verify']);

async function tenantOf(request: Request): Promise<string | null> {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return null;
  try {
    const { payload } = await jwtVerify<{ tid: string }>(token, key, { algorithms: ['HS256'], issuer: 'floor', audience: 'floor' });
    return payload.tid;
  } catch {
    return null;
  }
}

type Handler = (request: Request, response: Response, tenant: string) => Promise<void>;

const authenticated = (handle: Handler) => async (request: Request, response: Response) => {
  const tenant = await tenantOf(request);
  if (tenant === null) response.status(401).json({ title: 'Unauthorized' });
  else await handle(request, response, tenant);
};

async function query<Row extends pg.QueryResultRow>(tenant: string, name: string, text: string, values: unknown[]): Promise<Row[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({ name: 'tenant', text: "select set_config('app.tenant_id', $1, true)", values: [tenant] });
    const { rows } = await client.query<Row>({ name, text, values });
    await client.query('commit');
    return rows;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

type SummaryRow = {
  id: string; customer_id: string; status: string; currency: string; total_minor: string; balance_minor: string;
  number: string | null; due_at: Date | null; created_at: Date;
};
type LineRow = {
  id: string; description: string; quantity: string; unitPriceMinor: string; taxRate: number; discount: number; credited?: string;
};
type InvoiceRow = SummaryRow & {
  lines: LineRow[]; paid_minor: string; credited_minor: string; note: string | null; issued_at: Date | null; paid_at: Date | null; overdue_since: Date | null;
  voided_at: Date | null; void_reason: string | null; version: number;
};

const summary = (row: SummaryRow) => ({
  id: row.id,
  customerId: row.customer_id,
  status: row.status,
  number: row.number,
  total: { amountMinor: row.total_minor, currency: row.currency },
  balance: { amountMinor: row.balance_minor, currency: row.currency },
  dueAt: row.due_at,
  createdAt: row.created_at,
});

const listed = (row: SummaryRow) => ({
  ...summary(row),
  overdue: row.status === 'issued' && row.due_at !== null && row.due_at.getTime() < Date.now(),
});

/** So many hundredths of a percent of it, rounded half up: nothing here is negative. */
const share = (amount: bigint, hundredths: number): bigint => (2n * amount * BigInt(hundredths) + 10_000n) / 20_000n;

function priceOf({ quantity, unitPriceMinor, taxRate, discount }: LineRow): { net: bigint; tax: bigint } {
  const whole = BigInt(quantity) * BigInt(unitPriceMinor);
  const net = whole - share(whole, discount);
  return { net, tax: share(net, taxRate) };
}

const percent = (hundredths: number): string => (hundredths / 100).toFixed(2);
const hundredths = (text: string): number => Math.round(Number(text) * 100);

function invoice(row: InvoiceRow) {
  const money = (minor: bigint | string) => ({ amountMinor: String(minor), currency: row.currency });
  const sums = { net: 0n, tax: 0n };
  const byRate = new Map<number, { net: bigint; tax: bigint }>();
  const lines = row.lines.map((line) => {
    const { id, description, quantity, unitPriceMinor, taxRate, discount, credited = '0' } = line;
    const { net, tax } = priceOf(line);
    const rate = byRate.get(taxRate) ?? { net: 0n, tax: 0n };
    byRate.set(taxRate, { net: rate.net + net, tax: rate.tax + tax });
    sums.net += net;
    sums.tax += tax;
    return {
      id, description, quantity, unitPrice: money(unitPriceMinor), taxRate: percent(taxRate), discount: percent(discount), net: money(net), tax: money(tax),
      credited,
    };
  });
  const taxes = [...byRate].toSorted(([one], [other]) => one - other).map(([rate, { net, tax }]) => ({ rate: percent(rate), net: money(net), tax: money(tax) }));
  return {
    ...summary(row),
    lines,
    net: money(sums.net),
    tax: money(sums.tax),
    taxes,
    paid: money(row.paid_minor),
    credited: money(row.credited_minor),
    note: row.note,
    issuedAt: row.issued_at,
    paidAt: row.paid_at,
    overdueSince: row.overdue_since,
    voidedAt: row.voided_at,
    voidReason: row.void_reason,
    version: row.version,
  };
}

const columns = 'id, customer_id, status, currency, total_minor, balance_minor, number, due_at, created_at';
const allColumns = `${columns}, lines, paid_minor, credited_minor, note, issued_at, paid_at, overdue_since, voided_at, void_reason, version`;

const find: Handler = async ({ params }, response, tenant) => {
  const [row] = await query<InvoiceRow>(
    tenant,
    'find',
    `select ${allColumns} from invoicing.invoice where tenant_id = $1 and id = $2`,
    [tenant, params['id']],
  );
  if (row === undefined) response.status(404).json({ title: 'Not found' });
  else response.json(invoice(row));
};

const list: Handler = async (request, response, tenant) => {
  const { status, cursor } = request.query as { status: string; cursor?: string };
  const limit = Number(request.query['limit'] ?? 20);
  const start = cursor === undefined ? null : (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]);
  const rows = await query<SummaryRow>(
    tenant,
    start === null ? 'list' : 'list-after',
    `select ${columns} from invoicing.invoice where tenant_id = $1 and status = $2
     ${start === null ? '' : 'and (created_at, id) < ($4, $5)'}
     order by created_at desc, id desc limit $3`,
    [tenant, status, limit + 1, ...(start ?? [])],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify([last.created_at, last.id])).toString('base64url') : null;
  response.json({ data: page.map(listed), nextCursor: next });
};

type NewInvoice = {
  customerId: string; currency: string; note: string | null; dueAt: string | null;
  lines: { description: string; quantity: string; unitPrice: { amountMinor: string }; taxRate: string; discount: string }[];
};

const create: Handler = async (request, response, tenant) => {
  const { customerId, currency, lines, note, dueAt } = request.body as NewInvoice;
  const stored: LineRow[] = lines.map(({ description, quantity, unitPrice, taxRate, discount }) => ({
    id: v7(), description, quantity, unitPriceMinor: unitPrice.amountMinor, taxRate: hundredths(taxRate), discount: hundredths(discount),
  }));
  const total = stored.map(priceOf).reduce((sum, { net, tax }) => sum + net + tax, 0n);
  const [row] = await query<InvoiceRow>(
    tenant,
    'create',
    `insert into invoicing.invoice (tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, created_at, version)
     values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, 1) returning ${allColumns}`,
    [tenant, v7(), customerId, currency, JSON.stringify(stored), total, note, dueAt, new Date()],
  );
  if (row === undefined) throw new Error('Nothing was created.');
  response.status(201).location(`/v1/invoices/${row.id}`).json(invoice(row));
};

const app = express().disable('x-powered-by');
app.get('/v1/invoices/:id', authenticated(find));
app.get('/v1/invoices', authenticated(list));
app.post('/v1/invoices', express.json(), authenticated(create));
app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
  response.status(500).json({ title: 'Internal server error' });
});

const server = createServer(app);
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => process.exit());
