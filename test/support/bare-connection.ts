import { connect, type Socket } from 'node:net';
import { expect } from 'chai';

/** Says something on a bare connection, and listens until it is closed. */
export async function converse(port: number, ...said: readonly string[]): Promise<string> {
  const { socket, heard } = listening(port);
  for (const text of said) socket.write(text);
  return heard;
}

/** Says a beginning at once and then, for as long as anybody listens, one more character every few milliseconds. */
export async function dribble(port: number, beginning: string): Promise<string> {
  const { socket, heard } = listening(port);
  socket.write(beginning);
  const drops = setInterval(() => socket.write(' '), 20);
  return heard.finally(() => clearInterval(drops));
}

function listening(port: number): { readonly socket: Socket; readonly heard: Promise<string> } {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let text = '';
  socket.on('data', (more: string) => {
    text += more;
  });
  socket.on('error', () => undefined);
  return { socket, heard: closed(socket).then(() => text) };
}

export const closed = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve));

type Problem = { readonly status: number; readonly code: string; readonly instance: string; readonly requestId: string };

/** The one answer in a raw conversation, held against what every problem keeps to. */
export function problemIn(heard: string, instance?: string): { readonly status: number; readonly code: string } {
  expect(heard.match(/HTTP\/1\.1 \d{3} /g), heard).to.have.lengthOf(1);
  const [head = '', body = ''] = heard.split('\r\n\r\n');
  const problem = JSON.parse(body) as Problem;
  expect(head)
    .to.match(new RegExp(`^HTTP/1.1 ${problem.status} `))
    .and.match(/Content-Type: application\/problem\+json/i)
    .and.match(/X-Content-Type-Options: nosniff/i);
  expect(problem).to.include({ instance: instance ?? `urn:uuid:${problem.requestId}`, requestId: /^X-Request-Id: (.+)\r$/im.exec(head)?.[1] });
  expect(problem.requestId).to.have.lengthOf.above(0);
  return { status: problem.status, code: problem.code };
}
