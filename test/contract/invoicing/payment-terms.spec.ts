import { inEachHome } from '../homes.js';
import { settingsHomes } from '../settings/settings-homes.js';
import { describePaymentTerms } from './payment-terms.contract.js';

inEachHome(settingsHomes, describePaymentTerms);
