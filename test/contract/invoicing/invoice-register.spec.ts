import { inEachHome } from '../homes.js';
import { describeInvoiceRegister } from './invoice-register.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeInvoiceRegister);
