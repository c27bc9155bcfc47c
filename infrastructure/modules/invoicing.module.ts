import { availableParallelism } from 'node:os';
import { ContainerModule } from 'inversify';
import { ageingEndpoints } from '../../adapters/invoicing/http/ageing-endpoints.js';
import { creditNoteEndpoints } from '../../adapters/invoicing/http/credit-note-endpoints.js';
import { customerEndpoints } from '../../adapters/invoicing/http/customer-endpoints.js';
import { invoiceEndpoints } from '../../adapters/invoicing/http/invoice-endpoints.js';
import { paymentEndpoints } from '../../adapters/invoicing/http/payment-endpoints.js';
import { ThreadedInvoicePrinter } from '../../adapters/invoicing/pdfkit/threaded-invoice-printer.js';
import { PostgresAgeing } from '../../adapters/invoicing/postgres/postgres-ageing.js';
import { PostgresCreditNoteRegister } from '../../adapters/invoicing/postgres/postgres-credit-note-register.js';
import { PostgresCustomerRegister } from '../../adapters/invoicing/postgres/postgres-customer-register.js';
import { PostgresInvoicePdfRegister } from '../../adapters/invoicing/postgres/postgres-invoice-pdf-register.js';
import { PostgresInvoiceRegister } from '../../adapters/invoicing/postgres/postgres-invoice-register.js';
import { postgresInvoicingWork } from '../../adapters/invoicing/postgres/postgres-invoicing-work.js';
import { PostgresKnownCustomers } from '../../adapters/invoicing/postgres/postgres-known-customers.js';
import { PostgresKnownInvoices } from '../../adapters/invoicing/postgres/postgres-known-invoices.js';
import { PostgresPaymentRegister } from '../../adapters/invoicing/postgres/postgres-payment-register.js';
import { AllowanceInTenancy } from '../../adapters/invoicing/tenancy/allowance-in-tenancy.js';
import { PaymentTermsFromSettings } from '../../adapters/invoicing/settings/payment-terms-from-settings.js';
import { SellersFromTenancy } from '../../adapters/invoicing/tenancy/sellers-from-tenancy.js';
import { invalidationsOver } from '../../adapters/shared/in-process/invalidations-once-kept.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { AddCustomer } from '../../application/invoicing/add-customer.js';
import { AddInvoiceLine } from '../../application/invoicing/add-invoice-line.js';
import { ArchiveCustomer } from '../../application/invoicing/archive-customer.js';
import { ChangeCustomer } from '../../application/invoicing/change-customer.js';
import { ChangeInvoice } from '../../application/invoicing/change-invoice.js';
import { ChangeInvoiceLine } from '../../application/invoicing/change-invoice-line.js';
import { CreditInvoice } from '../../application/invoicing/credit-invoice.js';
import { DraftInvoice } from '../../application/invoicing/draft-invoice.js';
import { DuplicateInvoice } from '../../application/invoicing/duplicate-invoice.js';
import { FindCreditNote } from '../../application/invoicing/find-credit-note.js';
import { FindCustomer } from '../../application/invoicing/find-customer.js';
import { FindInvoice } from '../../application/invoicing/find-invoice.js';
import { FindPayment } from '../../application/invoicing/find-payment.js';
import { IssueInvoice } from '../../application/invoicing/issue-invoice.js';
import { invoicingJobs } from '../../application/invoicing/jobs.js';
import { ListAgeing } from '../../application/invoicing/list-ageing.js';
import { ListCreditNotes } from '../../application/invoicing/list-credit-notes.js';
import { ListCustomers } from '../../application/invoicing/list-customers.js';
import { ListInvoices } from '../../application/invoicing/list-invoices.js';
import { ListPayments } from '../../application/invoicing/list-payments.js';
import { MarkAgeingOutdated } from '../../application/invoicing/mark-ageing-outdated.js';
import { MarkOverdueInvoices } from '../../application/invoicing/mark-overdue-invoices.js';
import { invoicingPermissions } from '../../application/invoicing/permissions.js';
import { invoicingEvents } from '../../application/invoicing/published.js';
import { Ageing } from '../../application/invoicing/ports/ageing.js';
import { CreditNoteRegister } from '../../application/invoicing/ports/credit-note-register.js';
import { CustomerRegister } from '../../application/invoicing/ports/customer-register.js';
import { InvoicePdfRegister } from '../../application/invoicing/ports/invoice-pdf-register.js';
import { InvoicePrinter } from '../../application/invoicing/ports/invoice-printer.js';
import { InvoiceRegister } from '../../application/invoicing/ports/invoice-register.js';
import { InvoicingWork } from '../../application/invoicing/ports/invoicing-work.js';
import { KnownCustomers } from '../../application/invoicing/ports/known-customers.js';
import { KnownInvoices } from '../../application/invoicing/ports/known-invoices.js';
import { PaymentRegister } from '../../application/invoicing/ports/payment-register.js';
import { PaymentTerms } from '../../application/invoicing/ports/payment-terms.js';
import { Sellers } from '../../application/invoicing/ports/sellers.js';
import { ReadInvoicePdf } from '../../application/invoicing/read-invoice-pdf.js';
import { RecomputeAgeing } from '../../application/invoicing/recompute-ageing.js';
import { RecordPayment } from '../../application/invoicing/record-payment.js';
import { RemoveInvoiceLine } from '../../application/invoicing/remove-invoice-line.js';
import { RenderInvoicePdf } from '../../application/invoicing/render-invoice-pdf.js';
import { RequestAgeing } from '../../application/invoicing/request-ageing.js';
import { RequestInvoicePdf } from '../../application/invoicing/request-invoice-pdf.js';
import { RestoreCustomer } from '../../application/invoicing/restore-customer.js';
import { ReversePayment } from '../../application/invoicing/reverse-payment.js';
import { invoicingSettings } from '../../application/invoicing/settings.js';
import { invoicingSchedules } from '../../application/invoicing/schedules.js';
import { SeedInvoices } from '../../application/invoicing/seed-invoices.js';
import { ShowAgeingSummary } from '../../application/invoicing/show-ageing-summary.js';
import { VoidInvoice } from '../../application/invoicing/void-invoice.js';
import { EffectiveSettings } from '../../application/settings/published.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { Ids } from '../../application/shared/ports/ids.js';
import { PlanAllowances, TenantDirectory } from '../../application/tenancy/published.js';
import type { ContextModule } from './context-module.js';

/** One core is left to whoever waits for an answer. */
const PRINTING = { threads: Math.max(1, availableParallelism() - 1), waiting: 100 };

export const invoicingModule: ContextModule = {
  name: 'invoicing',
  endpoints: [...customerEndpoints, ...invoiceEndpoints, ...creditNoteEndpoints, ...paymentEndpoints, ...ageingEndpoints],
  permissions: invoicingPermissions,
  events: invoicingEvents,
  jobs: invoicingJobs,
  settings: invoicingSettings,
  schedules: invoicingSchedules,
  seeds: { counted: 'invoices', fallback: 200, seeder: SeedInvoices },

  describes: [
    { type: 'customers', read: 'invoicing:customers:read', change: 'invoicing:customers:write', known: KnownCustomers },
    { type: 'invoices', read: 'invoicing:invoices:read', change: 'invoicing:invoices:write', known: KnownInvoices },
  ],

  core: new ContainerModule(({ bind }) => {
    bind(AddCustomer).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new AddCustomer(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(ChangeCustomer).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new ChangeCustomer(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(ArchiveCustomer).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new ArchiveCustomer(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(RestoreCustomer).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new RestoreCustomer(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(FindCustomer).toResolvedValue((register) => guarded(new FindCustomer(register)), [CustomerRegister]);
    bind(ListCustomers).toResolvedValue((register) => guarded(new ListCustomers(register)), [CustomerRegister]);

    bind(DraftInvoice).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new DraftInvoice(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(DuplicateInvoice).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new DuplicateInvoice(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(ChangeInvoice).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new ChangeInvoice(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(AddInvoiceLine).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new AddInvoiceLine(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(ChangeInvoiceLine).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new ChangeInvoiceLine(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(RemoveInvoiceLine).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new RemoveInvoiceLine(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(IssueInvoice).toResolvedValue(
      (work, clock, terms) => guardedCommand(work, (joined) => new IssueInvoice(joined, clock, terms)),
      [InvoicingWork, Clock, PaymentTerms],
    );
    bind(VoidInvoice).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new VoidInvoice(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(FindInvoice).toResolvedValue((register) => guarded(new FindInvoice(register)), [InvoiceRegister]);
    bind(ListInvoices).toResolvedValue((register, clock) => guarded(new ListInvoices(register, clock)), [InvoiceRegister, Clock]);

    bind(RenderInvoicePdf).toResolvedValue(
      (work, invoices, customers, sellers, printer, clock) =>
        guardedCommand(work, (joined) => new RenderInvoicePdf(joined, invoices, customers, sellers, printer, clock)),
      [InvoicingWork, InvoiceRegister, CustomerRegister, Sellers, InvoicePrinter, Clock],
    );
    bind(RequestInvoicePdf).toResolvedValue((work) => guardedCommand(work, (joined) => new RequestInvoicePdf(joined)), [InvoicingWork]);
    bind(ReadInvoicePdf).toResolvedValue((register) => guarded(new ReadInvoicePdf(register)), [InvoicePdfRegister]);
    bind(PaymentTerms).toResolvedValue((settings) => new PaymentTermsFromSettings(settings), [EffectiveSettings]);
    bind(Sellers).toResolvedValue((tenants) => new SellersFromTenancy(tenants), [TenantDirectory]);

    bind(CreditInvoice).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new CreditInvoice(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(FindCreditNote).toResolvedValue((register) => guarded(new FindCreditNote(register)), [CreditNoteRegister]);
    bind(ListCreditNotes).toResolvedValue((register) => guarded(new ListCreditNotes(register)), [CreditNoteRegister]);

    bind(RecordPayment).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new RecordPayment(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(ReversePayment).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new ReversePayment(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(FindPayment).toResolvedValue((register) => guarded(new FindPayment(register)), [PaymentRegister]);
    bind(ListPayments).toResolvedValue((register) => guarded(new ListPayments(register)), [PaymentRegister]);
    bind(ListAgeing).toResolvedValue((ageing, clock) => guarded(new ListAgeing(ageing, clock)), [Ageing, Clock]);

    bind(MarkOverdueInvoices).toResolvedValue((work) => guardedCommand(work, (joined) => new MarkOverdueInvoices(joined)), [InvoicingWork]);
    bind(ShowAgeingSummary).toResolvedValue((ageing, cache) => guarded(new ShowAgeingSummary(ageing, cache)), [Ageing, Cache]);
    bind(RequestAgeing).toResolvedValue((work) => guardedCommand(work, (joined) => new RequestAgeing(joined)), [InvoicingWork]);
    bind(RecomputeAgeing).toResolvedValue(
      (work, ageing, clock) => guardedCommand(work, (joined) => new RecomputeAgeing(joined, ageing, clock)),
      [InvoicingWork, Ageing, Clock],
    );
    bind(MarkAgeingOutdated).toResolvedValue((work) => guardedCommand(work, (joined) => new MarkAgeingOutdated(joined)), [InvoicingWork]);

    bind(SeedInvoices).toResolvedValue((work, clock) => new SeedInvoices(work, clock), [InvoicingWork, Clock]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(InvoicingWork).toResolvedValue(
      (database, allowances, ids, cache) =>
        postgresInvoicingWork(database, (transaction) => new AllowanceInTenancy(allowances, transaction), ids, invalidationsOver(cache)),
      [TenantDatabase, PlanAllowances, Ids, Cache],
    );
    bind(CustomerRegister).toResolvedValue((database) => new PostgresCustomerRegister(database), [TenantDatabase]);
    bind(InvoiceRegister).toResolvedValue((database) => new PostgresInvoiceRegister(database), [TenantDatabase]);
    bind(KnownCustomers).toResolvedValue((database) => new PostgresKnownCustomers(database), [TenantDatabase]);
    bind(KnownInvoices).toResolvedValue((database) => new PostgresKnownInvoices(database), [TenantDatabase]);
    bind(InvoicePdfRegister).toResolvedValue((database) => new PostgresInvoicePdfRegister(database), [TenantDatabase]);
    bind(InvoicePrinter).toResolvedValue(() => new ThreadedInvoicePrinter(PRINTING));
    bind(CreditNoteRegister).toResolvedValue((database) => new PostgresCreditNoteRegister(database), [TenantDatabase]);
    bind(PaymentRegister).toResolvedValue((database) => new PostgresPaymentRegister(database), [TenantDatabase]);
    bind(Ageing).toResolvedValue((database) => new PostgresAgeing(database), [TenantDatabase]);
  }),
};
