import { inEachHome } from '../homes.js';
import { describeCustomers } from './customers.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeCustomers);
