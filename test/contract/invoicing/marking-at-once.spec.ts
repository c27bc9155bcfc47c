import { inEachHome } from '../homes.js';
import { invoicingHomes } from './invoicing-homes.js';
import { describeMarkingAtOnce } from './marking-at-once.contract.js';

inEachHome(invoicingHomes, describeMarkingAtOnce);
