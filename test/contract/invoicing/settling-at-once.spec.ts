import { inEachHome } from '../homes.js';
import { invoicingHomes } from './invoicing-homes.js';
import { describeSettlingAtOnce } from './settling-at-once.contract.js';

inEachHome(invoicingHomes, describeSettlingAtOnce);
