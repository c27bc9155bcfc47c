const MOST_KINDS = 100;

/**
 * Tells of an error of one kind once in so many milliseconds, with how often it was met since it was told last.
 * @param now a monotonic clock in milliseconds.
 */
export function seldom<About extends readonly unknown[]>(
  everyMs: number,
  kindOf: (error: unknown) => string,
  tell: (unsaid: number, error: unknown, ...about: About) => void,
  now: () => number = () => performance.now(),
): (error: unknown, ...about: About) => void {
  const told = new Map<string, { readonly at: number; unsaid: number }>();
  return (error, ...about) => {
    const kind = kindOf(error);
    const before = told.get(kind);
    if (before !== undefined && now() - before.at < everyMs) return void (before.unsaid += 1);
    if (told.size >= MOST_KINDS) told.clear();
    told.set(kind, { at: now(), unsaid: 0 });
    tell(before?.unsaid ?? 0, error, ...about);
  };
}
