/** Does something for every number from the first up to and without the last, in their order, so many at once. */
export async function atOnce(many: number, from: number, to: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let next = from;
  await Promise.all(
    Array.from({ length: many }, async () => {
      for (let at = next++; at < to; at = next++) await work(at);
    }),
  );
}
