import { ContainerModule } from 'inversify';
import {
  InMemoryCustomerRegister,
  InMemoryInvoiceRegister,
  inMemoryInvoicingWork,
} from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import { InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(InvoicingWork).toResolvedValue(inMemoryInvoicingWork, [InMemoryStore]);
  bind(CustomerRegister).toResolvedValue((store) => new InMemoryCustomerRegister(store), [InMemoryStore]);
  bind(InvoiceRegister).toResolvedValue((store) => new InMemoryInvoiceRegister(store), [InMemoryStore]);
});
