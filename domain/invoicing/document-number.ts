/** What is numbered, and how its numbers begin. */
export const series = { invoice: 'INV', creditNote: 'CN' } as const;
export type Series = (typeof series)[keyof typeof series];

/** What an issued document is called, e.g. `INV-2026-00001`: at least five digits, more when a year needs them. */
export const documentNumber = (of: Series, year: number, ordinal: number): string => `${of}-${year}-${String(ordinal).padStart(5, '0')}`;
