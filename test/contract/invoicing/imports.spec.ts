import { inEachHome } from '../homes.js';
import { describeImports } from './imports.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeImports);
