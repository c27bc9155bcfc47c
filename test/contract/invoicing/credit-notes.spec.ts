import { inEachHome } from '../homes.js';
import { describeCreditNotes } from './credit-notes.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeCreditNotes);
