import { ContainerModule } from 'inversify';
import { InMemoryInvoicePrinter } from '../../../adapters/invoicing/memory/in-memory-invoice-printer.js';
import {
  InMemoryAgeing,
  InMemoryCreditNoteRegister,
  InMemoryCustomerRegister,
  InMemoryInvoicePdfRegister,
  InMemoryInvoiceRegister,
  inMemoryInvoicingWork,
  InMemoryKnownCustomers,
  InMemoryKnownInvoices,
  InMemoryPaymentRegister,
} from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { AllowanceInTenancy } from '../../../adapters/invoicing/tenancy/allowance-in-tenancy.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { Ageing } from '../../../application/invoicing/ports/ageing.js';
import { CreditNoteRegister } from '../../../application/invoicing/ports/credit-note-register.js';
import { CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import { InvoicePdfRegister } from '../../../application/invoicing/ports/invoice-pdf-register.js';
import { InvoicePrinter } from '../../../application/invoicing/ports/invoice-printer.js';
import { InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { KnownCustomers } from '../../../application/invoicing/ports/known-customers.js';
import { KnownInvoices } from '../../../application/invoicing/ports/known-invoices.js';
import { PaymentRegister } from '../../../application/invoicing/ports/payment-register.js';
import { Cache } from '../../../application/shared/ports/cache.js';
import { Clock } from '../../../application/shared/ports/clock.js';
import { Ids } from '../../../application/shared/ports/ids.js';
import { PlanAllowances } from '../../../application/tenancy/published.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(InvoicingWork).toResolvedValue(
    (store, allowances, ids, clock, cache) =>
      inMemoryInvoicingWork(store, (transaction) => new AllowanceInTenancy(allowances, transaction), ids, clock, invalidationsOver(cache)),
    [InMemoryStore, PlanAllowances, Ids, Clock, Cache],
  );
  bind(CustomerRegister).toResolvedValue((store) => new InMemoryCustomerRegister(store), [InMemoryStore]);
  bind(InvoiceRegister).toResolvedValue((store) => new InMemoryInvoiceRegister(store), [InMemoryStore]);
  bind(KnownCustomers).toResolvedValue((store) => new InMemoryKnownCustomers(store), [InMemoryStore]);
  bind(KnownInvoices).toResolvedValue((store) => new InMemoryKnownInvoices(store), [InMemoryStore]);
  bind(InvoicePdfRegister).toResolvedValue((store) => new InMemoryInvoicePdfRegister(store), [InMemoryStore]);
  bind(InvoicePrinter).toResolvedValue(() => new InMemoryInvoicePrinter());
  bind(CreditNoteRegister).toResolvedValue((store) => new InMemoryCreditNoteRegister(store), [InMemoryStore]);
  bind(PaymentRegister).toResolvedValue((store) => new InMemoryPaymentRegister(store), [InMemoryStore]);
  bind(Ageing).toResolvedValue((store) => new InMemoryAgeing(store), [InMemoryStore]);
});
