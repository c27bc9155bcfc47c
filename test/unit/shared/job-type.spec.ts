import { expect } from 'chai';
import { handles, publishedEvent, subscribes } from '../../../application/shared/job-handling.js';
import { backoffSeconds, jobType } from '../../../application/shared/job-type.js';
import { instant, MembersRefused, text, whole } from '../../../application/shared/json-members.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

const wash = jobType('tests.wash-car', { plate: text, at: instant }, { starts: 3, backoff: { firstSeconds: 2, mostSeconds: 60 } });
const data = { plate: 'B-AR 1', at: new Date('2030-01-01T12:00:00.000Z') };

class WashCar {
  static readonly needs = 'tests:cars:wash';
  async execute(_tenant: TenantContext, { plate }: { readonly plate: string }): Promise<string> {
    return plate;
  }
}

describe('declaring a kind of job', () => {
  it('says what it may cost, and what it costs unless told', () => {
    expect(wash).to.include({ name: 'tests.wash-car', starts: 3, timeLimitSeconds: 60 });
    expect(jobType('tests.wait', {})).to.deep.include({ starts: 5, timeLimitSeconds: 60, backoff: { firstSeconds: 1, mostSeconds: 300 } });
  });

  it('writes what it can read again, and nothing else', () => {
    expect(wash.read(JSON.parse(JSON.stringify(wash.write(data))))).to.deep.equal(data);
    expect(() => wash.write({ ...data, plate: 7 as never })).to.throw(MembersRefused, 'plate');
    for (const plate of ['B\u0000', 'B\ud800']) expect(() => wash.write({ ...data, plate })).to.throw(MembersRefused, 'plate');
    expect(() => wash.write({ ...data, at: new Date(Number.NaN) })).to.throw(MembersRefused, 'at');
    expect(() => wash.read({ plate: 'B-AR 1' })).to.throw(MembersRefused, 'at');
  });

  it('cannot be changed afterwards', () => {
    expect(() => Object.assign(wash, { starts: 100 })).to.throw(TypeError);
  });
});

describe('waiting before another start', () => {
  it('doubles with each, up to the most', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 40].map((starts) => backoffSeconds(wash, starts, 0))).to.deep.equal([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('is shortened by chance, by half at most', () => {
    for (const starts of [1, 5, 40]) {
      const full = backoffSeconds(wash, starts, 0);
      expect(backoffSeconds(wash, starts, 1)).to.equal(full / 2);
      expect(backoffSeconds(wash, starts, 0.5)).to.equal(full * 0.75);
    }
  });

  it('is no less than the first where nothing has been counted', () => {
    expect(backoffSeconds(wash, 0, 0)).to.equal(2);
  });
});

describe('declaring who does a kind of job', () => {
  it('names the use case, what it is given and where its result is', () => {
    const handling = handles(wash, { calls: WashCar, with: ({ data: { plate } }) => ({ plate }), result: (plate) => ({ location: `/v1/cars/${plate}` }) });
    expect(handling).to.include({ type: wash, calls: WashCar, hears: null });
    expect(handling.with({ data } as never)).to.deep.equal({ plate: 'B-AR 1' });
    expect(handling.result?.('B' as never, data as never)).to.deep.equal({ location: '/v1/cars/B' });
    expect(handles(wash, { calls: WashCar, with: () => ({ plate: '' }) }).result).to.equal(null);
  });

  it('makes a kind of job of hearing an event, which takes what it knows of it and is started by it alone', () => {
    const arrived = publishedEvent('tests.car-arrived', { plate: text, wheels: whole });
    const { type, hears, result } = subscribes('tests.greet-driver', arrived, { calls: WashCar, with: ({ data: { plate } }) => ({ plate }), starts: 2 });

    expect(hears).to.equal('tests.car-arrived');
    expect(result).to.equal(null);
    expect(type).to.include({ name: 'tests.greet-driver', starts: 2, timeLimitSeconds: 30 });
    expect(type.read({ plate: 'B', wheels: 4, occurredAt: '2030-01-01T12:00:00.000Z' })).to.deep.equal({ plate: 'B', wheels: 4 });
    expect(() => type.read({ plate: 'B' })).to.throw(MembersRefused, 'wheels');
    expect(() => type.write({})).to.throw(TypeError);
  });
});
