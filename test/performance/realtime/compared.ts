export type Compared = { readonly missing: number; readonly twice: number; readonly outOfOrder: number; readonly foreign: number };

/** What somebody has had, against what happened, in order: each has to come once, in that order, and nothing else. */
export function compared(had: readonly string[], happened: readonly string[]): Compared {
  const places = new Map(happened.map((id, place) => [id, place]));
  const seen = new Set<string>();
  let [twice, outOfOrder, foreign, last] = [0, 0, 0, -1];
  for (const id of had) {
    const place = places.get(id);
    if (place === undefined) foreign += 1;
    else if (seen.has(id)) twice += 1;
    else if (place < last) outOfOrder += 1;
    if (place === undefined) continue;
    seen.add(id);
    last = Math.max(last, place);
  }
  return { missing: happened.length - seen.size, twice, outOfOrder, foreign };
}
