import { inEachHome } from '../homes.js';
import { invoicingHomes } from './invoicing-homes.js';
import { describeIssuingAtOnce } from './issuing-at-once.contract.js';

inEachHome(invoicingHomes, describeIssuingAtOnce);
