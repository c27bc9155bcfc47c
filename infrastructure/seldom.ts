const MOST_KINDS = 100;

/**
 * Tells of an error of one name once in so many milliseconds, with how often it was met since it was told last.
 * @param now a monotonic clock in milliseconds.
 */
export function seldom(everyMs: number, tell: (error: unknown, unsaid: number) => void, now: () => number = () => performance.now()): (error: unknown) => void {
  const told = new Map<string, { readonly at: number; unsaid: number }>();
  return (error) => {
    const name = error instanceof Error ? error.name : String(error);
    const before = told.get(name);
    if (before !== undefined && now() - before.at < everyMs) return void (before.unsaid += 1);
    if (told.size >= MOST_KINDS) told.clear();
    told.set(name, { at: now(), unsaid: 0 });
    tell(error, before?.unsaid ?? 0);
  };
}
