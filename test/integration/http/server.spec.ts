import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { serve, serverLimits } from '../../../adapters/shared/http/server.js';
import { closed, converse, problemIn } from '../../support/bare-connection.js';
import { aBook, type LibraryApi, startLibrary } from '../../support/library/library-api.js';

describe('the server', () => {
  describe('with a request that is not HTTP', () => {
    let library: LibraryApi;
    before(async () => {
      library = await startLibrary({ limits: { headersTimeoutMs: 300, requestTimeoutMs: 600 } });
    });
    after(() => library.server.close(100));

    for (const [what, said] of Object.entries({
      'words that are no request': 'hello\r\n\r\n',
      'an unknown method': 'BREW /v1/books HTTP/1.1\r\nHost: x\r\n\r\n',
      'a header with a control character': 'GET / HTTP/1.1\r\nHost: x\r\nA: \u0001\r\n\r\n',
      'two lengths': 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'a length beside chunks': 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    })) {
      it(`answers 400 to ${what}`, async () => {
        expect(problemIn(await converse(library.server.port, said))).to.deep.equal({ status: 400, code: 'http.bad-request' });
      });
    }

    it('answers 431 to headers without end', async () => {
      expect(
        problemIn(await converse(library.server.port, `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`)),
      ).to.deep.equal({ status: 431, code: 'http.headers-too-large' });
    });

    it('answers 408 to headers that do not end', async () => {
      expect(problemIn(await converse(library.server.port, 'GET / HTTP/1.1\r\nHost: x\r\n'))).to.deep.equal({
        status: 408,
        code: 'http.request-timeout',
      });
    });

    it('answers 408 to a body that does not end', async () => {
      const head =
        'POST /v1/books HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ours\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{';
      expect(problemIn(await converse(library.server.port, head), '/v1/books')).to.deep.equal({ status: 408, code: 'http.request-timeout' });
    });

    it('answers 413 as soon as a body is known to be too large, announced or not, and reads no more of it', async () => {
      const head = 'POST /v1/books HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ours\r\nContent-Type: application/json\r\n';
      const announced = `${head}Content-Length: 1000000000\r\n\r\n{`;
      const chunk = 'x'.repeat(600_000);
      const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${`${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(2)}`;
      for (const unfinished of [announced, chunked]) {
        const heard = await converse(library.server.port, unfinished);
        expect(heard.match(/HTTP\/1\.1/g)).to.have.lengthOf(1);
        expect(problemIn(heard, '/v1/books')).to.deep.equal({ status: 413, code: 'http.body-too-large' });
      }
    });

    it('answers 417 to an expectation that it cannot meet', async () => {
      const heard = await converse(
        library.server.port,
        'GET /docs?a=b HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\nExpect: tea\r\nConnection: close\r\n\r\n',
      );
      expect(heard).to.include('"requestId":"mine"');
      expect(problemIn(heard, '/docs')).to.deep.equal({ status: 417, code: 'http.unmet-expectation' });
    });

    it('answers to a full URL as to its path, and repeats no host that the caller names', async () => {
      const heard = await converse(
        library.server.port,
        'GET http://elsewhere.example/v1/nowhere?a=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      );
      expect(heard).not.to.include('elsewhere');
      expect(problemIn(heard, '/v1/nowhere')).to.deep.equal({ status: 404, code: 'http.unknown-route' });
    });

    it('answers to an old HTTP', async () => {
      expect(await converse(library.server.port, 'GET /v1/reader HTTP/1.0\r\nAuthorization: Bearer ours\r\n\r\n')).to.match(
        /^HTTP\/1.1 200 /,
      );
    });

    it('goes on answering others', async () => {
      expect((await library.send('POST /v1/books', { json: aBook })).status).to.equal(201);
      expect(library.defects).to.deep.equal([]);
    });
  });

  it('does not answer twice on a connection where an answer is under way', async () => {
    const server = await serve((_req, res) => void res.write('the first half'), { port: 0, host: '127.0.0.1' });
    const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
    let heard = '';
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise<void>((resolve) => {
      socket.on('data', (text: string) => {
        heard += text;
        if (heard.includes('the first half')) resolve();
      });
    });
    socket.on('error', () => undefined).write('no request at all\r\n\r\n');
    await closed(socket);
    expect(heard.match(/HTTP\/1\.1/g)).to.have.lengthOf(1);
    await server.close(100);
  });

  describe('when it closes', () => {
    it('lets what is in flight finish, closes idle connections at once, and accepts no more', async () => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let arrived = (): void => undefined;
      const inFlight = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const server = await serve(
        (req, res) => {
          if (req.url !== '/slow') return void res.end('quick');
          arrived();
          void held.then(() => res.end('finished'));
        },
        { port: 0, host: '127.0.0.1' },
      );
      const idle = connect(server.port, '127.0.0.1');
      idle.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await new Promise((resolve) => idle.once('data', resolve));
      const slow = converse(server.port, 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
      await inFlight;

      const closing = server.close(10_000);
      await closed(idle);
      expect(await converse(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).to.equal('');
      release();

      expect(await slow)
        .to.match(/^HTTP\/1.1 200 OK/)
        .and.match(/connection: close/i)
        .and.match(/finished/);
      await closing;
    });

    it('cuts off what has not finished after the grace', async () => {
      const server = await serve(() => undefined, { port: 0, host: '127.0.0.1' });
      const never = converse(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await pause(50);
      await server.close(50);
      expect(await never).to.equal('');
    });

    it('closes once, however often it is asked', async () => {
      const server = await serve(() => undefined, { port: 0, host: '127.0.0.1' }, serverLimits);
      expect(server.close(10)).to.equal(server.close(10));
      await server.close(10);
    });
  });

  it('says when its port is taken', async () => {
    const server = await serve(() => undefined, { port: 0, host: '127.0.0.1' });
    await expect(serve(() => undefined, { port: server.port, host: '127.0.0.1' })).to.be.rejected.and.eventually.have.property(
      'code',
      'EADDRINUSE',
    );
    await server.close(10);
  });
});
