import { inEachHome } from '../homes.js';
import { describeInvoicePdfRegister } from './invoice-pdf-register.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeInvoicePdfRegister);
