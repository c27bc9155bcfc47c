import { inEachHome } from '../homes.js';
import { describeArchivingAtOnce } from './archiving-at-once.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeArchivingAtOnce);
