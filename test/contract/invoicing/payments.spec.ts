import { inEachHome } from '../homes.js';
import { invoicingHomes } from './invoicing-homes.js';
import { describePayments } from './payments.contract.js';

inEachHome(invoicingHomes, describePayments);
