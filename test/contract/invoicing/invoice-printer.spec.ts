import { InMemoryInvoicePrinter } from '../../../adapters/invoicing/memory/in-memory-invoice-printer.js';
import { ThreadedInvoicePrinter } from '../../../adapters/invoicing/pdfkit/threaded-invoice-printer.js';
import { describeInvoicePrinter } from './invoice-printer.contract.js';

const threaded = new ThreadedInvoicePrinter({ threads: 1, waiting: 10 });
after(() => threaded.end());

describeInvoicePrinter('in memory', () => new InMemoryInvoicePrinter());
describeInvoicePrinter('in threads', () => threaded);
