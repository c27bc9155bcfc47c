/** Methods of ports that know of no tenant and keep nothing. */
export const nobodys: ReadonlyMap<string, string> = new Map([['InvoicePrinter.print', 'draws what it is given']]);
