import { expect } from 'chai';
import { newLog } from '../../infrastructure/log.js';

describe('the log', () => {
  it('writes a line of JSON, without what is secret wherever it is', () => {
    const lines: string[] = [];
    const log = newLog('info', { write: (line) => lines.push(line) });

    log.info({ password: 'hunter2', body: { refreshToken: 'hunter2', email: 'a@b.example' }, req: { headers: { authorization: 'hunter2' } } }, 'asked');
    log.debug('not said');

    expect(lines).to.have.lengthOf(1);
    expect(JSON.parse(lines[0] ?? '')).to.deep.include({ level: 'info', msg: 'asked', body: { refreshToken: '[redacted]', email: 'a@b.example' } });
    expect(lines[0]).not.to.include('hunter2');
  });
});
