import { inEachHome } from '../homes.js';
import { describeInvoicePdfs } from './invoice-pdfs.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeInvoicePdfs);
