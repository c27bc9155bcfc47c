import { inEachHome } from '../homes.js';
import { describeCreditNoteRegister } from './credit-note-register.contract.js';
import { invoicingHomes } from './invoicing-homes.js';

inEachHome(invoicingHomes, describeCreditNoteRegister);
