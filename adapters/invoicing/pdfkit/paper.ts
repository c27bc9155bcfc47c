import Pdf from 'pdfkit';
import { charactersOf, drawable, typeface, type Weight } from './typeface.js';

export type Style = { readonly size: number; readonly weight?: Weight; readonly colour?: string };

/** What stands in the document's properties. */
export type Properties = { readonly title: string; readonly author: string; readonly subject: string; readonly createdAt: Date };

/** How high a line is, in sizes of its letters. */
const LEADING = 1.36;
const A4 = { width: 595.28, height: 841.89 } as const;

/** Where text may stand on a page, in points from its upper left corner. */
export const area = { left: 56, right: A4.width - 56, top: 56, bottom: A4.height - 76 } as const;

const black = '#1d2939';

/** Pages of A4 that are written on from top to bottom. Nothing is laid out by the library: what is drawn stands where it is told to. */
export class Paper {
  /** Where the next thing stands. */
  y: number = area.top;
  /** What each new page begins with. */
  onPage: () => void = () => undefined;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #bytes: Promise<Uint8Array>;

  constructor({ title, author, subject, createdAt }: Properties) {
    this.#pdf = new Pdf({
      size: [A4.width, A4.height], margin: 0, bufferPages: true, pdfVersion: '1.7', lang: 'en', displayTitle: true, autoFirstPage: false,
      info: { Title: title.toWellFormed(), Author: author.toWellFormed(), Subject: subject, CreationDate: createdAt, ModDate: createdAt },
    });
    for (const weight of ['regular', 'bold'] as const) this.#pdf.registerFont(weight, typeface[weight] as unknown as Buffer); // takes an open font, too
    const parts: Uint8Array[] = [];
    this.#pdf.on('data', (part: Uint8Array) => parts.push(part));
    this.#bytes = new Promise((resolve, reject) => {
      this.#pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
      this.#pdf.on('error', reject);
    });
  }

  /** The next page. */
  turn(): void {
    this.#pdf.addPage();
    this.y = area.top;
    this.onPage();
  }

  /** The next page, unless there is so much room on this one; or on none. */
  keep(height: number): void {
    if (this.y + height > area.bottom && height <= area.bottom - area.top) this.turn();
  }

  /** How wide a line of text is. */
  widthOf(text: string, style: Style): number {
    return this.#styled(style).widthOfString(drawable(text), { lineBreak: false });
  }

  /** The text in lines that are no wider than this. A word that is, is broken. */
  linesOf(text: string, style: Style, width: number): string[] {
    const space = this.widthOf(' ', style);
    return drawable(text).split('\n').flatMap((paragraph) => {
      const lines: string[] = [];
      let [line, used] = ['', 0];
      for (const piece of paragraph.split(/ +/).flatMap((word) => this.#pieces(word, style, width))) {
        const wide = this.widthOf(piece, style);
        if (line !== '' && used + space + wide > width) {
          lines.push(line);
          [line, used] = [piece, wide];
        } else [line, used] = line === '' ? [piece, wide] : [`${line} ${piece}`, used + space + wide];
      }
      return [...lines, line];
    });
  }

  /** As much of a line of text as is no wider than this. */
  cut(text: string, style: Style, width: number): string {
    const [line = '', ...more] = this.linesOf(text, style, width);
    return more.length === 0 ? line : `${line}…`;
  }

  /** A line of text at a place of its own. */
  put(text: string, x: number, y: number, style: Style): void {
    this.#styled(style).fillColor(style.colour ?? black).text(drawable(text), x, y, { lineBreak: false });
  }

  /** The same, ending there. */
  putRight(text: string, right: number, y: number, style: Style): void {
    this.put(text, right - this.widthOf(text, style), y, style);
  }

  /** A text below all that has been written, over as many lines and pages as it takes. */
  write(text: string, x: number, width: number, style: Style): void {
    for (const line of this.linesOf(text, style, width)) {
      this.keep(lineHeight(style));
      this.put(line, x, this.y, style);
      this.y += lineHeight(style);
    }
  }

  line(y: number, colour: string, thickness = 0.5, left: number = area.left): void {
    this.#pdf.moveTo(left, y).lineTo(area.right, y).lineWidth(thickness).strokeColor(colour).stroke();
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.#pdf.roundedRect(x, y, width, height, 3).fillColor(colour).fill();
  }

  /** A word across the page, behind what is written later. */
  stamp(word: string, size: number, colour: string): void {
    const [x, y] = [A4.width / 2, A4.height / 2];
    this.#pdf.save().rotate(-50, { origin: [x, y] }).fillOpacity(0.09);
    const style = { size, weight: 'bold', colour } as const;
    this.put(word, x - this.widthOf(word, style) / 2, y - lineHeight(style) / 2, style);
    this.#pdf.restore();
  }

  /** Goes over all pages again, and closes the document. */
  async finish(onEach: (page: number, pages: number) => void): Promise<Uint8Array> {
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(start + page);
      onEach(page + 1, count);
    }
    this.#pdf.end();
    return this.#bytes;
  }

  #styled({ size, weight = 'regular' }: Style): PDFKit.PDFDocument {
    return this.#pdf.font(weight).fontSize(size);
  }

  #pieces(word: string, style: Style, width: number): string[] {
    if (this.widthOf(word, style) <= width) return [word];
    const pieces: string[] = [];
    let [piece, used] = ['', 0];
    for (const character of charactersOf(word)) {
      const wide = this.widthOf(character, style);
      if (piece !== '' && used + wide > width) {
        pieces.push(piece);
        [piece, used] = ['', 0];
      }
      [piece, used] = [piece + character, used + wide];
    }
    return [...pieces, piece];
  }
}

export const lineHeight = ({ size }: Style): number => size * LEADING;
