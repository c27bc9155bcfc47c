import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { type Answer, Connection } from '../../performance/connection.js';

/** Sends these pieces, each by itself, to whoever connects. @returns what the connection made of them. */
async function answersTo(pieces: readonly string[]): Promise<{ answers: readonly Answer[]; lost: Error }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).setNoDelay(true);
    pieces.forEach((piece, index) => setTimeout(() => socket.write(piece), 5 * index));
    setTimeout(() => socket.end(), 5 * pieces.length);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const answers: Answer[] = [];
  const { port } = server.address() as AddressInfo;
  const lost = await new Promise<Error>((resolve, reject) => {
    Connection.open(port, (answer) => answers.push(answer), resolve).catch(reject);
  });
  server.close();
  return { answers, lost };
}

describe('a connection that measures', () => {
  it('reads answers that come in pieces, one after the other', async () => {
    const { answers } = await answersTo(['HTTP/1.1 201 Created\r\nContent-', 'Length: 5\r\n\r\nab', 'cde', 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n']);

    expect(answers.map(({ status, body }) => [status, body.toString()])).to.deep.equal([[201, 'abcde'], [404, '']]);
  });

  it('gives up on an answer that does not say its length', async () => {
    const { answers, lost } = await answersTo(['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n']);

    expect(answers).to.deep.equal([]);
    expect(lost.message).to.include('which this one does not');
  });
});
