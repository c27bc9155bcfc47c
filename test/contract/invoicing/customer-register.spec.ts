import { inEachHome } from '../homes.js';
import { describeCustomerRegister } from './customer-register.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeCustomerRegister);
