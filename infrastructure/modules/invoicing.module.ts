import { ContainerModule } from 'inversify';
import { customerEndpoints } from '../../adapters/invoicing/http/customer-endpoints.js';
import { invoiceEndpoints } from '../../adapters/invoicing/http/invoice-endpoints.js';
import { PostgresCustomerRegister } from '../../adapters/invoicing/postgres/postgres-customer-register.js';
import { PostgresInvoiceRegister } from '../../adapters/invoicing/postgres/postgres-invoice-register.js';
import { postgresInvoicingWork } from '../../adapters/invoicing/postgres/postgres-invoicing-work.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { AddCustomer } from '../../application/invoicing/add-customer.js';
import { ChangeInvoice } from '../../application/invoicing/change-invoice.js';
import { DraftInvoice } from '../../application/invoicing/draft-invoice.js';
import { FindCustomer } from '../../application/invoicing/find-customer.js';
import { FindInvoice } from '../../application/invoicing/find-invoice.js';
import { IssueInvoice } from '../../application/invoicing/issue-invoice.js';
import { ListCustomers } from '../../application/invoicing/list-customers.js';
import { ListInvoices } from '../../application/invoicing/list-invoices.js';
import { invoicingPermissions } from '../../application/invoicing/permissions.js';
import { CustomerRegister } from '../../application/invoicing/ports/customer-register.js';
import { InvoiceRegister } from '../../application/invoicing/ports/invoice-register.js';
import { InvoicingWork } from '../../application/invoicing/ports/invoicing-work.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { Ids } from '../../application/shared/ports/ids.js';
import type { ContextModule } from './context-module.js';

export const invoicingModule: ContextModule = {
  name: 'invoicing',
  endpoints: [...customerEndpoints, ...invoiceEndpoints],
  permissions: invoicingPermissions,

  core: new ContainerModule(({ bind }) => {
    bind(AddCustomer).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new AddCustomer(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(FindCustomer).toResolvedValue((register) => guarded(new FindCustomer(register)), [CustomerRegister]);
    bind(ListCustomers).toResolvedValue((register) => guarded(new ListCustomers(register)), [CustomerRegister]);

    bind(DraftInvoice).toResolvedValue(
      (work, ids, clock) => guardedCommand(work, (joined) => new DraftInvoice(joined, ids, clock)),
      [InvoicingWork, Ids, Clock],
    );
    bind(ChangeInvoice).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new ChangeInvoice(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(IssueInvoice).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new IssueInvoice(joined, clock)),
      [InvoicingWork, Clock],
    );
    bind(FindInvoice).toResolvedValue((register) => guarded(new FindInvoice(register)), [InvoiceRegister]);
    bind(ListInvoices).toResolvedValue((register) => guarded(new ListInvoices(register)), [InvoiceRegister]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(InvoicingWork).toResolvedValue(postgresInvoicingWork, [TenantDatabase]);
    bind(CustomerRegister).toResolvedValue((database) => new PostgresCustomerRegister(database), [TenantDatabase]);
    bind(InvoiceRegister).toResolvedValue((database) => new PostgresInvoiceRegister(database), [TenantDatabase]);
  }),
};
