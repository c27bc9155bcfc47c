import { expect } from 'chai';
import { newLog } from '../../infrastructure/log.js';
import { observing } from '../../infrastructure/observing.js';

const asked = { requestId: 'mine', route: 'GET /v1/me', tenantId: null };

describe('telling the log what goes wrong', () => {
  let lines: Readonly<Record<string, unknown>>[];
  let now: number;
  let observers: ReturnType<typeof observing>;
  beforeEach(() => {
    lines = [];
    now = 0;
    const log = newLog('info', { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
    observers = observing(log, () => now);
  });

  it('names the request that met a defect', () => {
    observers.onDefect(new TypeError('It broke.'), asked);
    expect(lines[0]).to.deep.include({ ...asked, level: 'error', msg: 'defect' }).and.have.nested.property('err.type', 'TypeError');
  });

  it('says why the service is unavailable once a second for each cause, and how often it kept silent', () => {
    const refused = (port: number) => Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:${port}`), { code: 'ECONNREFUSED' });
    for (let at = 0; at < 50; at += 1) observers.onUnavailable(refused(at), asked);
    observers.onUnavailable(new Error('No connection was free.'), asked);
    now = 999;
    observers.onUnavailable(refused(0), asked);
    now = 1_000;
    observers.onUnavailable(refused(0), asked);

    expect(lines.map(({ level, msg, unsaid }) => [level, msg, unsaid])).to.deep.equal([
      ['warn', 'unavailable', 0],
      ['warn', 'unavailable', 0],
      ['warn', 'unavailable', 50],
    ]);
    expect(lines[0]).to.deep.include(asked).and.have.nested.property('err.code', 'ECONNREFUSED');
    expect(lines[1]).to.have.nested.property('err.message', 'No connection was free.');
  });

  it('says what is not ready, and when it is ready again', () => {
    observers.onReadiness([{ check: 'database', error: new Error('It is away.') }]);
    observers.onReadiness([]);
    expect(lines.map(({ level, msg, check }) => [level, msg, check])).to.deep.equal([
      ['warn', 'not ready', 'database'],
      ['info', 'ready again', undefined],
    ]);
  });
});
