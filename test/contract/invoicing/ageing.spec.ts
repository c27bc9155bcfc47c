import { inEachHome } from '../homes.js';
import { describeAgeing } from './ageing.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeAgeing);
