/** What a context says to suites in a file of its own, `test/support/<context>/<file>.ts`; where it has none, `otherwise`. */
export async function saidBy<Said>(context: string, file: string, otherwise: Said): Promise<Said> {
  try {
    return (await import(`./${context}/${file}.js`)) as Said;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return otherwise;
  }
}
