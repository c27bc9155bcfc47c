import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A piece of text, and where it stands on its page, in points from the upper left corner. */
export type Piece = { readonly text: string; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

export type ReadPage = { readonly pieces: readonly Piece[]; readonly text: string };

/** A PDF as a reader sees it: what its properties say, and the text of its pages, each blank as one space. */
export async function readPdf(bytes: Uint8Array) {
  const pdf = await open(bytes);
  const { info } = await pdf.getMetadata();
  const pages: ReadPage[] = [];
  for (let at = 1; at <= pdf.numPages; at++) pages.push(await readPage(await pdf.getPage(at)));
  return { info: info as Readonly<Record<string, unknown>>, pages, text: pages.map(({ text }) => text).join(' ') };
}

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const { height } = page.getViewport({ scale: 1 });
  const pieces = (await page.getTextContent()).items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [left, baseline] = [item.transform[4] as number, height - (item.transform[5] as number)];
    return [{ text: item.str, left, right: left + item.width, top: baseline - item.height * 0.7, bottom: baseline }];
  });
  return { pieces, text: pieces.map(({ text }) => text).join(' ').replaceAll(/\s+/g, ' ') };
}

/** A page as it looks, twice as large as on paper. */
export async function pictured(bytes: Uint8Array, number = 1) {
  const page = await (await open(bytes)).getPage(number);
  const viewport = page.getViewport({ scale: 2 });
  const canvas = createCanvas(viewport.width, viewport.height);
  const context = canvas.getContext('2d');
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
  return {
    png: () => canvas.toBuffer('image/png'),
    /** How much of a piece of the page is dark, from 0 to 1. */
    inkIn: (area: Omit<Piece, 'text'>) => darkness(context, area),
  };
}

function darkness(context: SKRSContext2D, { left, right, top, bottom }: Omit<Piece, 'text'>): number {
  const { data } = context.getImageData(Math.floor(left * 2), Math.floor(top * 2), Math.ceil((right - left) * 2), Math.ceil((bottom - top) * 2));
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] as number) + (data[at + 1] as number) + (data[at + 2] as number) < 450) dark++;
  return dark / (data.length / 4);
}

const open = (bytes: Uint8Array) => getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
