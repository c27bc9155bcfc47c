/** What an issued invoice is called, e.g. `INV-2026-00001`: at least five digits, more when a year needs them. */
export const invoiceNumber = (year: number, ordinal: number): string => `INV-${year}-${String(ordinal).padStart(5, '0')}`;
