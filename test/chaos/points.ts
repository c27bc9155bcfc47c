/** Where a job is when its worker dies: past this point, and not yet at the next. */
export const points = ['requested', 'admitted', 'claimed', 'before effect', 'after effect', 'before done'] as const;
export type Point = (typeof points)[number];

/** Die at this point, when it was passed so many times before. */
export type Order = { readonly point: Point; readonly after: number };
