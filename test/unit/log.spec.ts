import { expect } from 'chai';
import type { Logger } from 'pino';
import { newLog } from '../../infrastructure/log.js';

describe('the log', () => {
  let lines: string[];
  let log: Logger;
  beforeEach(() => {
    lines = [];
    log = newLog('info', { write: (line) => lines.push(line) });
  });
  const line = () => JSON.parse(lines[0] ?? '') as Record<string, unknown>;

  it('writes a line of JSON, without what is secret wherever it is', () => {
    log.info({ password: 'hunter2', body: { refreshToken: 'hunter2', email: 'a@b.example' }, req: { headers: { authorization: 'hunter2' } } }, 'asked');
    log.debug('not said');

    expect(lines).to.have.lengthOf(1);
    expect(line()).to.deep.include({ level: 'info', msg: 'asked', body: { refreshToken: '[redacted]', email: 'a@b.example' } });
    expect(lines[0]).not.to.include('hunter2');
  });

  for (const name of ['password', 'passwordHash', 'password_hash', 'refreshHash', 'sealedPrivateKey', 'connectionString', 'set-cookie', 'AUTHORIZATION', 'currentPassword', 'newPassword', 'secretHash']) {
    it(`does not write ${name}, however deep`, () => {
      log.info({ a: { b: [{ c: { d: { e: { [name]: 'hunter2', plain: 'shown' } } } }] } });
      expect(lines[0]).to.include('"plain":"shown"').and.include('[redacted]').and.not.include('hunter2');
    });
  }

  it('does not write the secrets that an error carries, nor those of an error within', () => {
    const client = { options: { host: '127.0.0.1', password: 'hunter2' } };
    const error = Object.assign(new TypeError('It broke.', { cause: Object.assign(new Error('Because.'), { client }) }), { client });
    log.error({ err: error, job: { error } }, 'defect');

    expect(lines[0]).not.to.include('hunter2');
    expect(line()['err']).to.deep.include({ type: 'TypeError', client: { options: { host: '127.0.0.1', password: '[redacted]' } } });
    expect((line()['err'] as { stack: string }).stack).to.include('log.spec').and.include('Because.');
    expect(line()['job']).to.have.nested.property('error.message').that.includes('It broke.');
  });

  it('writes what contains itself, and what is too deep to be read', () => {
    const ring: Record<string, unknown> = { at: new Date(0), many: 3n };
    ring['self'] = ring;
    let deep: object = { password: 'hunter2' };
    for (let at = 0; at < 50; at += 1) deep = { deep };
    log.info({ ring, deep });

    expect(line()['ring']).to.deep.equal({ at: '1970-01-01T00:00:00.000Z', many: 3, self: '[circular]' });
    expect(lines[0]).to.include('[deeper]').and.not.include('hunter2');
  });
});
