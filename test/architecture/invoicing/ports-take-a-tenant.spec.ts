import { CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import { Customers } from '../../../application/invoicing/ports/customers.js';
import { InvoiceNumbers } from '../../../application/invoicing/ports/invoice-numbers.js';
import { InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import { Invoices } from '../../../application/invoicing/ports/invoices.js';
import { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { everyMethodTakesATenant } from '../takes-a-tenant.js';

describe('the ports of invoicing', () => {
  it('take a tenant first: else this would not compile', () => {
    everyMethodTakesATenant(CustomerRegister);
    everyMethodTakesATenant(Customers);
    everyMethodTakesATenant(InvoiceNumbers);
    everyMethodTakesATenant(InvoiceRegister);
    everyMethodTakesATenant(Invoices);
    everyMethodTakesATenant<InvoicingWork, 'within'>(InvoicingWork);
  });
});
