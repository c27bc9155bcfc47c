import {
  InMemoryAgeing, InMemoryCreditNoteRegister, InMemoryCustomerRegister, InMemoryInvoicePdfRegister, InMemoryInvoiceRegister, inMemoryInvoicingWork,
  InMemoryPaymentRegister,
} from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { PostgresAgeing } from '../../../adapters/invoicing/postgres/postgres-ageing.js';
import { PostgresCreditNoteRegister } from '../../../adapters/invoicing/postgres/postgres-credit-note-register.js';
import { PostgresCustomerRegister } from '../../../adapters/invoicing/postgres/postgres-customer-register.js';
import { PostgresInvoicePdfRegister } from '../../../adapters/invoicing/postgres/postgres-invoice-pdf-register.js';
import { PostgresInvoiceRegister } from '../../../adapters/invoicing/postgres/postgres-invoice-register.js';
import { postgresInvoicingWork } from '../../../adapters/invoicing/postgres/postgres-invoicing-work.js';
import { PostgresPaymentRegister } from '../../../adapters/invoicing/postgres/postgres-payment-register.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import type { Ageing } from '../../../application/invoicing/ports/ageing.js';
import type { Allowance } from '../../../application/invoicing/ports/allowance.js';
import type { CreditNoteRegister } from '../../../application/invoicing/ports/credit-note-register.js';
import type { CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import type { InvoicePdfRegister } from '../../../application/invoicing/ports/invoice-pdf-register.js';
import type { InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import type { PaymentRegister } from '../../../application/invoicing/ports/payment-register.js';
import type { Cache } from '../../../application/shared/ports/cache.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { Customer } from '../../../domain/invoicing/customer.js';
import { asDraft, asIssued, type Invoice } from '../../../domain/invoicing/invoice.js';
import type { DraftState, InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import type { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aCustomer, aDraft, noon, withoutLimit } from '../../support/invoicing/invoices.js';
import type { Home, Homes } from '../homes.js';

export type Invoicing = {
  /** Where answers are kept that the work makes untrue. */
  readonly cache: Cache;
  readonly work: InvoicingWork;
  readonly customers: CustomerRegister;
  readonly invoices: InvoiceRegister;
  readonly pdfs: InvoicePdfRegister;
  readonly payments: PaymentRegister;
  readonly creditNotes: CreditNoteRegister;
  readonly ageing: Ageing;
};

type AllowanceIn = (transaction: OpenTransaction) => Allowance;

/** Invoicing in each home, and what it takes of a plan. */
export const invoicingHomesWith = (allowanceIn: AllowanceIn): Homes<Invoicing> => ({
  memory: (store, cache = new TieredCache()) => ({
    cache,
    work: inMemoryInvoicingWork(store, allowanceIn, new UuidIds(), new FixedClock(), invalidationsOver(cache)),
    customers: new InMemoryCustomerRegister(store),
    invoices: new InMemoryInvoiceRegister(store),
    pdfs: new InMemoryInvoicePdfRegister(store),
    payments: new InMemoryPaymentRegister(store),
    creditNotes: new InMemoryCreditNoteRegister(store),
    ageing: new InMemoryAgeing(store),
  }),
  postgres: (database, _system, cache = new TieredCache()) => ({
    cache,
    work: postgresInvoicingWork(database, allowanceIn, new UuidIds(), invalidationsOver(cache)),
    customers: new PostgresCustomerRegister(database),
    invoices: new PostgresInvoiceRegister(database),
    pdfs: new PostgresInvoicePdfRegister(database),
    payments: new PostgresPaymentRegister(database),
    creditNotes: new PostgresCreditNoteRegister(database),
    ageing: new PostgresAgeing(database),
  }),
});

/** Invoicing in each home, for tenants whose plans have no limits. */
export const invoicingHomes: Homes<Invoicing> = invoicingHomesWith(() => withoutLimit);

export type OpenInvoicing = () => Promise<Home<Invoicing>>;

/** A customer whom the tenant has. */
export async function aStoredCustomer(work: InvoicingWork, tenant: TenantContext, given?: Parameters<typeof aCustomer>[1]): Promise<Customer> {
  return work.run(tenant, ({ customers }) => customers.save(tenant, aCustomer(tenant, given)));
}

export const save = (work: InvoicingWork, tenant: TenantContext, invoice: Invoice): Promise<Invoice> =>
  work.run(tenant, ({ invoices }) => invoices.save(tenant, invoice));

/** A draft that the tenant has, for a customer of its own when none is named. */
export async function aStoredDraft(work: InvoicingWork, tenant: TenantContext, given: Partial<DraftState> = {}): Promise<InvoiceDraft> {
  const customerId = given.customerId ?? (await aStoredCustomer(work, tenant)).state.id;
  return asDraft(await save(work, tenant, aDraft(tenant, { ...given, customerId })));
}

let numbers = 0;

/** An invoice that the tenant has issued, over 25.00 EUR when nothing else is said. */
export async function anIssuedInvoice(work: InvoicingWork, tenant: TenantContext, given: Partial<DraftState> = {}, at = noon): Promise<IssuedInvoice> {
  const draft = await aStoredDraft(work, tenant, given);
  return asIssued(await save(work, tenant, draft.issue(`INV-2026-${String((numbers += 1)).padStart(5, '0')}`, at)));
}

/** The first line of an invoice. */
export function lineOf<Line>({ state: { lines: [line] } }: { readonly state: { readonly lines: readonly Line[] } }): Line {
  if (line === undefined) throw new Error('The invoice has no line.');
  return line;
}
