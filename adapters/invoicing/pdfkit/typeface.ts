import { fileURLToPath } from 'node:url';
import { type Font, openSync } from 'fontkit';

/** Noto Sans, which knows Latin, Greek, Cyrillic and Devanagari. Read once for as long as the thread lives: that takes longer than an invoice. */
export const typeface = {
  regular: fontIn('400Regular/NotoSans_400Regular.ttf'),
  bold: fontIn('700Bold/NotoSans_700Bold.ttf'),
} as const;

export type Weight = keyof typeof typeface;

/** Stands for what the typeface does not know: seen, and not taken for something else. */
const UNKNOWN = '\u{fffd}';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters of a text as a reader counts them. */
export const charactersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** The text, with a replacement for each character of which some part cannot be drawn. Lines stay lines. */
export function drawable(text: string): string {
  if (/^[ -~]*$/.test(text)) return text; // most are, and the rest takes time
  const plain = text.toWellFormed().normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ');
  return charactersOf(plain).map((character) => (character === '\n' || isKnown(character) ? character : UNKNOWN)).join('');
}

/** To both weights alike: they are of one family. */
const isKnown = (character: string): boolean =>
  [...character].every((point) => !/\p{Cc}/u.test(point) && typeface.regular.hasGlyphForCodePoint(point.codePointAt(0) as number));

function fontIn(file: string): Font {
  return openSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans/${file}`))) as Font; // a collection has another ending
}
