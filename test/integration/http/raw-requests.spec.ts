import { expect } from 'chai';
import { converse, dribble, problemIn } from '../../support/bare-connection.js';
import { aBook, type LibraryApi, startLibrary } from '../../support/library/library-api.js';

describe('a request as it comes over the wire', () => {
  let library: LibraryApi;
  before(async () => {
    library = await startLibrary({ limits: { headersTimeoutMs: 300, requestTimeoutMs: 600 } });
  });
  after(() => library.server.close(100));

  const say = (line: string, headers: readonly string[], body = ''): Promise<string> =>
    converse(library.server.port, [line, ...headers, 'Connection: close', '', body].join('\r\n'));
  const statusOf = (heard: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(heard)?.[1]);

  const host = 'Host: x';
  const ours = 'Authorization: Bearer ours';
  const json = 'Content-Type: application/json';
  const body = JSON.stringify(aBook);
  const length = `Content-Length: ${body.length}`;

  describe('with a header given twice', () => {
    for (const [name, headers] of Object.entries({
      Host: [host, 'Host: y', ours],
      Authorization: [host, ours, 'Authorization: Bearer theirs'],
      AUTHORIZATION: [host, ours, 'AUTHORIZATION: Bearer ours'],
      'Content-Type': [host, ours, json, 'Content-Type: text/plain', length],
    })) {
      it(`answers 400 where nobody can tell which is meant: ${name}`, async () => {
        const heard = await say('POST /v1/books HTTP/1.1', headers, body);
        expect(problemIn(heard, '/v1/books')).to.deep.equal({ status: 400, code: 'http.duplicate-header' });
        expect(heard).to.include(`"detail":"${name} is given twice."`);
        expect(library.reached).to.deep.equal([]);
      });
    }

    it('answers so whatever is asked', async () => {
      for (const line of ['GET /docs HTTP/1.1', 'GET /nothing HTTP/1.1', 'OPTIONS /v1/books HTTP/1.1', 'PROPFIND /v1/books HTTP/1.1'])
        expect(problemIn(await say(line, [host, host]), line.split(' ')[1]).code, line).to.equal('http.duplicate-header');
    });

    it('cannot tell where it ends by two lengths or codings', async () => {
      for (const headers of [
        [length, length],
        ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
        [length, 'Transfer-Encoding: chunked'],
      ]) {
        const heard = await say('POST /v1/books HTTP/1.1', [host, ours, json, ...headers], body);
        expect(problemIn(heard), headers.join()).to.deep.equal({ status: 400, code: 'http.bad-request' });
      }
    });

    it('takes those of which two are a list as a list', async () => {
      const heard = await say('POST /v1/books HTTP/1.1', [host, ours, json, 'Accept: text/html', 'Accept: application/json', length], body);
      expect(statusOf(heard)).to.equal(201);
      const [, path = ''] = /^Location: (\S+)/im.exec(heard) ?? [];
      expect(statusOf(await say(`GET ${path} HTTP/1.1`, [host, ours, 'If-None-Match: "7"', 'If-None-Match: "1"']))).to.equal(304);
      const changed = await say(`DELETE ${path} HTTP/1.1`, [host, ours, 'If-Match: "1"', 'If-Match: "1"']);
      expect(problemIn(changed, path)).to.deep.equal({ status: 412, code: 'http.unusable-if-match' });
      const identified = await say('GET /v1/reader HTTP/1.1', [host, ours, 'X-Request-Id: a', 'X-Request-Id: b']);
      expect(identified).to.match(/^X-Request-Id: [0-9a-f-]{36}\r$/im);
    });
  });

  describe('with a body where none is taken', () => {
    const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
    const large = chunk('x'.repeat(600_000)).repeat(2);

    it('is answered as if there were none', async () => {
      expect(statusOf(await say('GET /v1/reader HTTP/1.1', [host, ours, 'Content-Length: 9'], 'not JSON!'))).to.equal(200);
      expect(statusOf(await say('GET /v1/reader HTTP/1.1', [host, ours, 'Transfer-Encoding: chunked'], `${chunk('{"a":')}0\r\n\r\n`))).to.equal(200);
    });

    it('answers 413 to one that is too large, announced or not, and reads no more of it', async () => {
      const unfinished = [
        await say('GET /v1/reader HTTP/1.1', [host, ours, 'Content-Length: 1000000000'], '{'),
        await say('GET /v1/reader HTTP/1.1', [host, ours, 'Transfer-Encoding: chunked'], large),
      ];
      for (const heard of unfinished) expect(problemIn(heard, '/v1/reader')).to.deep.equal({ status: 413, code: 'http.body-too-large' });
    });

    it('answers 408 to one that does not end, and hands it to nobody', async () => {
      const before = library.reached.length;
      const heard = await dribble(library.server.port, `GET /v1/reader HTTP/1.1\r\n${host}\r\n${ours}\r\nContent-Length: 1000\r\n\r\n`);
      expect(problemIn(heard, '/v1/reader')).to.deep.equal({ status: 408, code: 'http.request-timeout' });
      expect(library.reached).to.have.lengthOf(before);
    });

    it('reads no more of one that is refused for another reason', async () => {
      const head = `POST /v1/nowhere HTTP/1.1\r\n${host}\r\n`;
      for (const unfinished of [`${head}Content-Length: 1000000000\r\n\r\n{`, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk('{')}`]) {
        expect(problemIn(await converse(library.server.port, unfinished), '/v1/nowhere').code).to.equal('http.unknown-route');
      }
    });
  });

  describe('with a length that is not true', () => {
    const post = (announced: number, sent: string) =>
      `POST /v1/books HTTP/1.1\r\n${host}\r\n${ours}\r\n${json}\r\nContent-Length: ${announced}\r\n\r\n${sent}`;

    it('answers 400 to what is beyond the length, and hands nothing of it to anybody', async () => {
      const before = library.reached.length;
      const heard = await converse(library.server.port, post(2, body));
      expect(problemIn(heard, '/v1/books')).to.deep.equal({ status: 400, code: 'http.bad-request' });
      expect(library.reached).to.have.lengthOf(before);
    });

    it('answers 408 when the rest does not come', async () => {
      expect(problemIn(await converse(library.server.port, post(body.length + 1, body)), '/v1/books').status).to.equal(408);
    });
  });

  it('reports none of this as a defect', () => {
    expect(library.defects).to.deep.equal([]);
  });
});
