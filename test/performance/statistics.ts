/** The value in the middle; between two, half of both. @throws RangeError when there is none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of all lies, interpolated. @throws RangeError when there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new RangeError('Nothing was measured.');
  return below + (above - below) * (place - Math.floor(place));
}

export type Spread = { readonly least: number; readonly median: number; readonly most: number };

/** The ratios of what was measured in pairs: the first of each over the second. */
export function ratiosOf(pairs: readonly (readonly [number, number])[]): Spread {
  const ratios = pairs.map(([one, other]) => one / other);
  return { least: Math.min(...ratios), median: median(ratios), most: Math.max(...ratios) };
}
