/** One Ctrl-C reaches us several times: from the terminal, from npm and from the launcher. */
const ONE_REQUEST_MS = 500;

/**
 * Settles with the reason when this process is asked to end: by a signal, or because its launcher is gone.
 * Whoever asks again wants no patience: `atOnce` is called.
 */
export function endAsked(atOnce: () => void): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let first: number | null = null;
  const ask = (reason: string): void => {
    if (first === null) {
      first = performance.now();
      resolve(reason);
    } else if (performance.now() - first > ONE_REQUEST_MS) {
      atOnce();
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => ask(signal));
  process.once('disconnect', () => ask('the launcher is gone'));
  return promise;
}
