import { inEachHome } from '../homes.js';
import { describeInvoiceNumbers } from './invoice-numbers.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeInvoiceNumbers);
