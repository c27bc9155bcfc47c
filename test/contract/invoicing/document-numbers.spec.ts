import { inEachHome } from '../homes.js';
import { describeDocumentNumbers } from './document-numbers.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeDocumentNumbers);
