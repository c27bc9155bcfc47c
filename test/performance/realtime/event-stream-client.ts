import { connect, type Socket } from 'node:net';
import { type Frame, StreamScanner } from './stream-scanner.js';

/** All connections read into it, one after the other: nothing of it is kept. */
const shared = Buffer.allocUnsafeSlow(256 * 1024);

/** By the clock that all processes of the machine share, in ms. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6;

export type Following = {
  readonly token: string;
  onFrame(frame: Frame): void;
  /** The server has ended it, or refused. */
  onEnded(reason: string): void;
};

/** Follows a stream of events, and takes it up again where it was cut, on whichever process. */
export class EventStreamClient {
  #socket: Socket | null = null;
  #lastId: string | null = null;

  constructor(private readonly following: Following) {}

  /** Of the last frame that has come whole. */
  get lastId(): string | null {
    return this.#lastId;
  }

  /** Comes back when the server streams. */
  open(port: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const scanner = new StreamScanner();
    const from = this.#lastId === null ? '' : `Last-Event-ID: ${this.#lastId}\r\n`;
    const end = (reason: string): void => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      socket.destroy();
      reject(new Error(reason));
      this.following.onEnded(reason);
    };
    const take = (bytes: Buffer): void => {
      // what arrives of a connection that was cut is not read any more
      if (this.#socket !== socket) return;
      const frames = scanner.take(bytes);
      if (scanner.status === 200) resolve();
      else if (scanner.status !== null) return end(`The stream was answered ${scanner.status}: ${bytes.toString().slice(-500)}`);
      for (const frame of frames) {
        this.#lastId = frame.id ?? this.#lastId;
        this.following.onFrame(frame);
      }
    };
    const read = (length: number): boolean => {
      try {
        take(shared.subarray(0, length));
      } catch (error) {
        end((error as Error).message);
      }
      return true;
    };
    const socket: Socket = connect({ port, host: '127.0.0.1', onread: { buffer: shared, callback: read } });
    this.#socket = socket;
    socket.on('connect', () => {
      socket.write(`GET /v1/events/stream HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${this.following.token}\r\nAccept: text/event-stream\r\n${from}\r\n`);
    });
    socket.on('error', (error) => end(error.message));
    socket.on('close', () => end('The server has ended the stream.'));
    return promise;
  }

  /** From this side, without a word, in the middle of whatever the server is saying. */
  cut(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.resetAndDestroy();
  }
}
