import type { InvoiceDocument, PrintedLine } from '../../../application/invoicing/ports/invoice-printer.js';
import { amount, dayOf, figures, grouped, percent } from './figures.js';
import { area, lineHeight, Paper, type Style } from './paper.js';

const [ink, grey, pale, red, white] = ['#1f3a5f', '#667085', '#d0d5dd', '#b42318', '#ffffff'] as const;
const text: Style = { size: 9.5 };
const label: Style = { size: 8, colour: grey };
const middle = area.left + (area.right - area.left) * 0.56;

/** Draws an invoice on as many pages as it takes. This is what runs in a thread of its own. */
export async function drawInvoice(document: InvoiceDocument): Promise<Uint8Array> {
  const { number, seller, customer, issuedAt } = document;
  const paper = new Paper({ title: `Invoice ${number}`, author: seller, subject: `Invoice ${number} for ${customer.name}`, createdAt: issuedAt });
  const stamp = (): void => {
    if (document.voidedAt !== null) paper.stamp('VOID', 190, red);
  };
  paper.onPage = stamp;
  paper.turn();
  drawHead(paper, document);
  drawTable(paper, document, stamp);
  drawTotals(paper, document);
  drawTerms(paper, document);
  return paper.finish((page, pages) => drawFoot(paper, document, page, pages));
}

/** Who asks, whom, and for which invoice. */
function drawHead(paper: Paper, document: InvoiceDocument): void {
  const { seller, customer, number, issuedAt, dueAt, voidedAt, currency } = document;
  paper.putRight('INVOICE', area.right, area.top - 6, { size: 24, weight: 'bold', colour: ink });
  paper.write(seller, area.left, middle - area.left, { size: 15, weight: 'bold', colour: ink });
  paper.y = Math.max(paper.y, area.top + 30) + 8;
  paper.line(paper.y, ink, 1.5);

  const top = paper.y + 18;
  paper.y = top;
  const width = middle - area.left - 24;
  paper.write('BILLED TO', area.left, width, label);
  paper.y += 2;
  paper.write(customer.name, area.left, width, { size: 11, weight: 'bold' });
  if (customer.email !== null) paper.write(customer.email, area.left, width, text);
  if (customer.reference !== null) paper.write(`Reference ${customer.reference}`, area.left, width, { ...text, colour: grey });

  const facts = [['Invoice number', number], ['Issued', dayOf(issuedAt)], ['Due', dayOf(dueAt)], ['Currency', currency]] as const;
  const row = lineHeight(text) + 3;
  for (const [at, [name, value]] of facts.entries()) {
    paper.put(name, middle, top + at * row, { ...text, colour: grey });
    paper.putRight(value, area.right, top + at * row, { ...text, weight: 'bold' });
  }
  let below = top + facts.length * row;
  if (voidedAt !== null) {
    const style: Style = { size: 11, weight: 'bold', colour: white };
    paper.box(middle, below + 4, area.right - middle, 24, red);
    paper.put(`VOID since ${dayOf(voidedAt)}`, middle + 10, below + 4 + (24 - lineHeight(style)) / 2, style);
    below += 28;
  }
  paper.y = Math.max(paper.y, below) + 26;
}

type Column = { readonly head: string; readonly of: (line: PrintedLine) => string };

/** The numbers of a line, from left to right, each ending where the others of its column end. */
function columnsOf({ lines, currency }: InvoiceDocument): readonly Column[] {
  const discount: Column = { head: 'Discount', of: (line) => (line.discount === 0 ? '' : `\u2212${percent(line.discount)}`) };
  return [
    { head: 'Quantity', of: (line) => grouped(line.quantity.toString()) },
    { head: 'Unit price', of: (line) => figures(line.unitPrice, currency) },
    ...(lines.some((line) => line.discount !== 0) ? [discount] : []),
    { head: 'Tax', of: (line) => percent(line.taxRate) },
    { head: `Amount ${currency}`, of: (line) => figures(line.net, currency) },
  ];
}

const GAP = 16;
const ROOM_TO_DESCRIBE = 170;

/** Where columns end, in letters that are as large as leaves room for the description. */
function laidOut(paper: Paper, document: InvoiceDocument) {
  const columns = columnsOf(document);
  const cells = document.lines.map((line) => columns.map(({ of }) => of(line)));
  const fitting = [9, 8, 7, 6].map((size) => {
    const widths = columns.map(({ head }, at) =>
      Math.max(paper.widthOf(head, { size, weight: 'bold' }), ...cells.map((row) => paper.widthOf(row[at] ?? '', { size }))));
    const ends = widths.map((_, at) => area.right - widths.slice(at + 1).reduce((sum, width) => sum + width + GAP, 0));
    return { size, ends, width: (ends[0] ?? 0) - (widths[0] ?? 0) - GAP - area.left };
  });
  const chosen = fitting.find(({ width }) => width >= ROOM_TO_DESCRIBE) ?? (fitting.at(-1) as (typeof fitting)[number]);
  return { ...chosen, columns, cells };
}

/** What is charged for. Its head stands on each page that it goes on. */
function drawTable(paper: Paper, document: InvoiceDocument, onPage: () => void): void {
  const { size, ends, width, columns, cells } = laidOut(paper, document);
  const style: Style = { size };
  const head: Style = { size, weight: 'bold', colour: ink };
  const step = lineHeight(style);
  const drawTableHead = (): void => {
    paper.put('Description', area.left, paper.y, head);
    for (const [at, column] of columns.entries()) paper.putRight(column.head, ends[at] as number, paper.y, head);
    paper.y += step + 5;
    paper.line(paper.y, ink, 1);
    paper.y += 6;
  };
  paper.onPage = () => {
    onPage();
    drawTableHead();
  };
  drawTableHead();
  for (const [at, { description }] of document.lines.entries()) {
    const lines = paper.linesOf(description, style, width);
    paper.keep(lines.length * step + 10);
    for (const [place, line] of lines.entries()) {
      paper.keep(step);
      if (place === 0) for (const [column, cell] of (cells[at] ?? []).entries()) paper.putRight(cell, ends[column] as number, paper.y, style);
      paper.put(line, area.left, paper.y, style);
      paper.y += step;
    }
    paper.line(paper.y + 4, pale);
    paper.y += 9;
  }
  paper.onPage = onPage;
}

/** What the lines come to, and what is left of it. */
function drawTotals(paper: Paper, document: InvoiceDocument): void {
  const { currency, net, taxes, total, credited, paid, balance, voidedAt } = document;
  const strong: Style = { size: 11.5, weight: 'bold', colour: ink };
  const settling = ([['Credited', credited], ['Paid', paid]] as const).filter(([, sum]) => sum !== 0n);
  const rows: (readonly [name: string, value: string, style: Style])[] = [
    ['Subtotal', figures(net, currency), text],
    ...taxes.map(({ rate, net: taxed, tax }) => [`Tax ${percent(rate)} on ${figures(taxed, currency)}`, figures(tax, currency), text] as const),
    ['Total', amount(total, currency), strong],
    ...settling.map(([name, sum]) => [name, figures(-sum, currency), text] as const),
    ...(settling.length > 0 && voidedAt === null ? [[balance > 0n ? 'Balance due' : 'Balance', amount(balance, currency), strong] as const] : []),
  ];
  const left = Math.min(middle - 40, ...rows.map(([name, value, style]) => area.right - paper.widthOf(name, style) - paper.widthOf(value, style) - GAP));
  const heights = rows.map(([, , style]) => lineHeight(style) + (style === strong ? 10 : 3));
  paper.y += 8;
  paper.keep(heights.reduce((sum, height) => sum + height, 0));
  for (const [at, [name, value, style]] of rows.entries()) {
    paper.keep(heights[at] as number);
    if (style === strong) {
      paper.line(paper.y + 3, ink, 1, left);
      paper.y += 6;
    }
    paper.put(name, left, paper.y, style === strong ? style : { ...style, colour: grey });
    paper.putRight(value, area.right, paper.y, style);
    paper.y += lineHeight(style) + (style === strong ? 4 : 3);
  }
}

/** What the customer should know and do. */
function drawTerms(paper: Paper, document: InvoiceDocument): void {
  const [width, step] = [area.right - area.left, lineHeight(label) + 2];
  for (const [name, said] of [['NOTE', document.note], ['PAYMENT TERMS', termsOf(document)]] as const) {
    if (said === null || said === '') continue;
    paper.y += 16;
    paper.keep(step + paper.linesOf(said, text, width).length * lineHeight(text));
    paper.put(name, area.left, paper.y, label);
    paper.y += step;
    paper.write(said, area.left, width, text);
  }
}

function termsOf({ number, dueAt, voidedAt, balance, currency }: InvoiceDocument): string {
  if (voidedAt !== null) return `This invoice has been void since ${dayOf(voidedAt)}. Nothing is to be paid of it.`;
  if (balance > 0n) return `Please pay ${amount(balance, currency)} by ${dayOf(dueAt)}, quoting ${number}.`;
  return balance < 0n ? `Nothing is left to be paid. ${amount(-balance, currency)} is in your favour.` : 'Nothing is left to be paid. Thank you.';
}

function drawFoot(paper: Paper, { seller, number }: InvoiceDocument, page: number, pages: number): void {
  const y = area.bottom + 26;
  paper.line(y - 8, pale);
  paper.put(paper.cut(`Invoice ${number} · ${seller}`, label, 360), area.left, y, label);
  paper.putRight(`Page ${String(page)} of ${String(pages)}`, area.right, y, label);
}
