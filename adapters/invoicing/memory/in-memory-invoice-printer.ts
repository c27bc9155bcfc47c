import { type InvoiceDocument, InvoicePrinter } from '../../../application/invoicing/ports/invoice-printer.js';

/** Prints at once: a valid PDF without a page, which says in a comment what would stand on it. */
export class InMemoryInvoicePrinter extends InvoicePrinter {
  override async print(document: InvoiceDocument, signal?: AbortSignal): Promise<Uint8Array> {
    await Promise.resolve(); // whoever prints may be interrupted
    signal?.throwIfAborted();
    const said = JSON.stringify(structuredClone(document), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    const head = `%PDF-1.7\n% ${said}\n`;
    const objects = ['1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n', '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n'];
    const sizes = [head, ...objects].map((part) => new TextEncoder().encode(part).length);
    const at = (count: number): string => String(sizes.slice(0, count).reduce((sum, size) => sum + size, 0)).padStart(10, '0');
    const table = `xref\n0 3\n0000000000 65535 f \n${at(1)} 00000 n \n${at(2)} 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n${String(Number(at(3)))}\n%%EOF\n`;
    return new TextEncoder().encode([head, ...objects, table].join(''));
  }
}
