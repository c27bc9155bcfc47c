import { inEachHome } from '../homes.js';
import { describeAgeingSummaries } from './ageing-summaries.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeAgeingSummaries);
