import { connect, type Socket } from 'node:net';

export type Answer = { readonly status: number; readonly head: string; readonly body: Buffer };

/** One connection that is kept alive, with one request on its way at a time: as little of a client as measuring needs. */
export class Connection {
  readonly #socket: Socket;
  readonly #onAnswer: (answer: Answer) => void;
  #received: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, onAnswer: (answer: Answer) => void, onLost: (reason: Error) => void) {
    this.#socket = socket;
    this.#onAnswer = onAnswer;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', onLost);
    socket.on('close', () => onLost(new Error('The server closed the connection.')));
  }

  /** `onLost` is called at least once when the connection is gone, also after `close`. */
  static open(port: number, onAnswer: (answer: Answer) => void, onLost: (reason: Error) => void): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket, onAnswer, onLost)));
    });
  }

  send(request: string): void {
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#socket.destroy(new Error(`This measures answers that say their length, which this one does not: ${head}`));
      return;
    }
    const whole = end + 4 + Number(length);
    if (this.#received.length < whole) return;
    const body = this.#received.subarray(end + 4, whole);
    this.#received = this.#received.subarray(whole);
    this.#onAnswer({ status: Number(head.slice(9, 12)), head, body });
  }
}
