import { inEachHome } from '../homes.js';
import { invoicingHomes } from './invoicing-homes.js';
import { describePaymentRegister } from './payment-register.contract.js';

inEachHome(invoicingHomes, describePaymentRegister);
