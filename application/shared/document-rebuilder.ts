import type { TenantContext } from '../../domain/shared/tenant-context.js';

/** Makes anew what a context keeps in the read store. */
export abstract class DocumentRebuilder {
  /** Of one tenant, from what is decided. What has a later version stays. @returns how many documents were written @throws Unavailable */
  abstract rebuild(tenant: TenantContext): Promise<number>;
}

const AT_ONCE = 100;

/** Does the same with all there is, a page at a time, each behind the last of the page before. @returns how many there were */
export async function withEach<One>(page: (last: One | null, limit: number) => Promise<readonly One[]>, work: (one: One) => Promise<void>): Promise<number> {
  let [count, last] = [0, null as One | null];
  for (;;) {
    const found = await page(last, AT_ONCE);
    for (const one of found) await work(one);
    count += found.length;
    last = found.at(-1) ?? null;
    if (found.length < AT_ONCE) return count;
  }
}
