import type { CachedKind } from '../../application/shared/cache-key.js';

/** A kind of text that is kept as it is for longer than any test takes. */
export const lasting: CachedKind<string> = {
  name: 'library.shelf',
  freshSeconds: 600,
  keptSeconds: 600,
  localSeconds: 600,
  absentSeconds: 600,
  read(raw) {
    if (typeof raw !== 'string') throw new TypeError('This is no text.');
    return raw;
  },
  write: (value) => value,
};
