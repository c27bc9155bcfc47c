/** Takes from a shelf what is older than that, the oldest first, `most` at most; what has no moment stays. @returns how many */
export function sweepOldest<Item>(shelf: Map<string, Item>, momentOf: (item: Item) => Date | null, before: Date, most: number): number {
  const aged = [...shelf].flatMap(([key, item]) => {
    const at = momentOf(item);
    return at === null || at >= before ? [] : [{ key, at: at.getTime() }];
  });
  const swept = aged.toSorted((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1)).slice(0, most);
  for (const { key } of swept) shelf.delete(key);
  return swept.length;
}
