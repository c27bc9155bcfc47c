import { inEachHome } from '../homes.js';
import { describeInvoices } from './invoices.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeInvoices);
