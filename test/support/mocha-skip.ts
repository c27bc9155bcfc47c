const reasons = new WeakMap<object, string>();

/**
 * Skips the test, or from a `before` hook the whole suite, and says why: the reason is told in the closing lines of
 * the run. Under CI=true a skip is a failure.
 */
export function skip(context: Mocha.Context, reason: string): never {
  const running = context.test;
  const inHook = running !== undefined && 'type' in running && running.type === 'hook';
  const skipped = inHook ? (context.currentTest ?? running.parent) : running;
  if (skipped !== undefined) reasons.set(skipped, reason);
  return context.skip();
}

/** Why a test was skipped: by its own reason, or by that of a suite around it. */
export function reasonFor(test: Mocha.Test): string {
  for (let at: Mocha.Test | Mocha.Suite | undefined = test; at !== undefined; at = at.parent) {
    const reason = reasons.get(at);
    if (reason !== undefined) return reason;
  }
  return 'no reason was given';
}
