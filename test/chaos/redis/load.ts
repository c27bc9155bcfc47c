/** What goes on until it is told to stop. */
export type Load = { isOver(): boolean };

/** Two processes that answer alike, and who asks: the bearer token of each tenant's owner, the first at 0. */
export type Asked = { readonly ports: readonly [number, number]; readonly tokens: readonly string[] };

/** Does it again and again, with a pause between. */
export async function again(load: Load, pauseMs: () => number, work: () => Promise<void>): Promise<void> {
  while (!load.isOver()) {
    await work();
    await new Promise((resolve) => setTimeout(resolve, pauseMs()));
  }
}

export const oneOf = <One>(all: readonly One[]): One => all[Math.floor(Math.random() * all.length)] as One;
