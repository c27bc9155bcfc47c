import { Ageing } from '../../../application/invoicing/ports/ageing.js';
import { AgeingSummaries } from '../../../application/invoicing/ports/ageing-summaries.js';
import { Allowance } from '../../../application/invoicing/ports/allowance.js';
import { CreditNoteRegister } from '../../../application/invoicing/ports/credit-note-register.js';
import { CreditNotes } from '../../../application/invoicing/ports/credit-notes.js';
import { CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import { Customers } from '../../../application/invoicing/ports/customers.js';
import { DocumentNumbers } from '../../../application/invoicing/ports/document-numbers.js';
import { Imports } from '../../../application/invoicing/ports/imports.js';
import { InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import { Invoices } from '../../../application/invoicing/ports/invoices.js';
import { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { PaymentRegister } from '../../../application/invoicing/ports/payment-register.js';
import { Payments } from '../../../application/invoicing/ports/payments.js';
import { everyMethodTakesATenant } from '../takes-a-tenant.js';

describe('the ports of invoicing', () => {
  it('take a tenant first: else this would not compile', () => {
    everyMethodTakesATenant(Ageing);
    everyMethodTakesATenant(AgeingSummaries);
    everyMethodTakesATenant(Allowance);
    everyMethodTakesATenant(CreditNoteRegister);
    everyMethodTakesATenant(CreditNotes);
    everyMethodTakesATenant(CustomerRegister);
    everyMethodTakesATenant(Customers);
    everyMethodTakesATenant(Imports);
    everyMethodTakesATenant(DocumentNumbers);
    everyMethodTakesATenant(InvoiceRegister);
    everyMethodTakesATenant(Invoices);
    everyMethodTakesATenant(PaymentRegister);
    everyMethodTakesATenant(Payments);
    everyMethodTakesATenant<InvoicingWork, 'within'>(InvoicingWork);
  });
});
