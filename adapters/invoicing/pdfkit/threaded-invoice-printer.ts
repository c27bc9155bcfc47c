import { Piscina } from 'piscina';
import { type InvoiceDocument, InvoicePrinter } from '../../../application/invoicing/ports/invoice-printer.js';
import { Unavailable } from '../../../application/shared/refusals.js';

/** How many invoices are drawn at once, and how many more may wait. */
export type Limits = { readonly threads: number; readonly waiting: number };

const IDLE_MS = 60_000;

/**
 * Draws in threads of its own, which come when there is something to print; when there has been nothing for a while, one stays.
 * They load what they run as this thread does: a thread inherits the process's `--import`.
 */
export class ThreadedInvoicePrinter extends InvoicePrinter {
  #threads: Piscina<InvoiceDocument, Uint8Array> | null = null;
  #asked = 0;
  #ended = false;

  constructor(private readonly limits: Limits) {
    super();
  }

  override async print(document: InvoiceDocument, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const { threads, waiting } = this.limits;
    if (this.#asked >= threads + waiting) throw new Unavailable('Too many invoices are being printed just now.');
    this.#asked += 1;
    try {
      return await this.#started().run(document, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      this.#asked -= 1;
    }
  }

  /** Gives up what is being printed, for good. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#threads?.destroy();
  }

  #started(): Piscina<InvoiceDocument, Uint8Array> {
    if (this.#ended) throw new Unavailable('The printer is being closed.');
    return (this.#threads ??= new Piscina<InvoiceDocument, Uint8Array>({
      filename: new URL('draw-invoice.ts', import.meta.url).href,
      name: 'drawInvoice',
      minThreads: 1, // with none, whoever waits for a thread that is given up with its print waits for ever
      maxThreads: this.limits.threads,
      idleTimeout: IDLE_MS,
    }));
  }
}
