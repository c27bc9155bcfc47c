import { expect } from 'chai';
import { type Frame, StreamScanner } from '../../performance/realtime/stream-scanner.js';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

const first = 'event:added\ndata:{"a":1}\nid:one\n\n';
const second = 'id: two\nevent: changed\ndata: {"b":2}\n\n';
const both: readonly Frame[] = [{ id: 'one', event: 'added', data: '{"a":1}' }, { id: 'two', event: 'changed', data: '{"b":2}' }];

/** All frames that come of these bytes, so many of them at a time. */
function scanned(text: string, atATime: number): readonly Frame[] {
  const [scanner, bytes, frames] = [new StreamScanner(), Buffer.from(text), [] as Frame[]];
  for (let at = 0; at < bytes.length; at += atATime) frames.push(...scanner.take(bytes.subarray(at, at + atATime)));
  return frames;
}

describe('scanning a stream of events', () => {
  it('reads frames however the chunks are cut, and however they come', () => {
    const whole = first + second;
    for (const chunks of [[whole], [first, second], [whole.slice(0, 7), whole.slice(7, 30), whole.slice(30)]]) {
      const text = HEAD + chunks.map(chunk).join('');
      for (const atATime of [1, 2, 3, 7, 64, text.length]) expect(scanned(text, atATime)).to.deep.equal(both);
    }
  });

  it('leaves comments out, and takes an id that comes alone', () => {
    expect(scanned(HEAD + chunk(':\n\n') + chunk(':\nid:three\n\n'), 1_000)).to.deep.equal([{ id: 'three', event: null, data: '' }]);
  });

  it('says how the stream was answered', () => {
    const scanner = new StreamScanner();
    expect(scanner.status).to.equal(null);
    expect(scanner.take(Buffer.from('HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}'))).to.deep.equal([]);
    expect(scanner.status).to.equal(401);
  });

  it('refuses what it does not read', () => {
    expect(() => scanned('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n:)', 100)).to.throw('chunks alone');
    expect(() => scanned(`${HEAD}data: 1\n\n`, 100)).to.throw('no chunk');
  });
});
