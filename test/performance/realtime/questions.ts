import type { ChildProcess } from 'node:child_process';

type Question = { readonly number: number; readonly question: string; readonly about: unknown };
type Reply = { readonly number: number; readonly answer?: unknown; readonly failure?: string };

const PATIENCE_MS = 120_000;

let count = 0;

/** Asks a process that this one has started, over the channel between them. @throws Error when it fails, ends, or says nothing for two minutes */
export function ask<Answer>(child: ChildProcess, question: string, about: unknown = null): Promise<Answer> {
  const number = ++count;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const patience = setTimeout(() => reject(new Error(`Nothing was answered to "${question}".`)), PATIENCE_MS);
  const hear = (reply: Reply): void => {
    if (reply.number !== number) return;
    if (reply.failure === undefined) resolve(reply.answer as Answer);
    else reject(new Error(reply.failure));
  };
  const mourn = (): void => reject(new Error(`The process that was asked "${question}" has ended.`));
  child.on('message', hear);
  child.once('exit', mourn);
  child.send({ number, question, about } satisfies Question);
  return promise.finally(() => {
    clearTimeout(patience);
    child.off('message', hear);
    child.off('exit', mourn);
  });
}

/** Answers these questions of whoever has started this process. Others are left to others. */
export function answering(answers: Readonly<Record<string, (about: never) => unknown>>): void {
  process.on('message', ({ number, question, about }: Question) => {
    const answer = answers[question];
    if (answer === undefined) return;
    Promise.resolve()
      .then(() => answer(about as never))
      .then(
        (given) => process.send?.({ number, answer: given } satisfies Reply),
        (failure: unknown) => process.send?.({ number, failure: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) } satisfies Reply),
      );
  });
}
