import { expect } from 'chai';
import { endpoint, ok } from '../../../adapters/shared/http/endpoint.js';
import { catalogueOf, problemOf, problemsOf } from '../../../adapters/shared/http/problems.js';
import { type ErrorKind, refusal } from '../../../domain/shared/domain-error.js';
import { BookNotFound, FindBook } from '../../support/library/library.js';
import { BookParams, BookView, libraryEndpoints } from '../../support/library/library-endpoints.js';

const byId = (id: string) => {
  const found = libraryEndpoints.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no operation ${id}.`);
  return found;
};
const codes = (id: string) => problemsOf(byId(id)).map(({ status, code }) => `${status} ${code}`);

describe('the catalogue of problems', () => {
  it('gives each kind of refusal its status', () => {
    const statuses: Readonly<Record<ErrorKind, number>> = {
      invalid: 400,
      unauthenticated: 401,
      forbidden: 403,
      'not-found': 404,
      conflict: 409,
      outdated: 412,
      'rule-broken': 422,
      throttled: 429,
      unavailable: 503,
    };
    for (const [kind, status] of Object.entries(statuses))
      expect(problemOf({ kind: kind as ErrorKind, code: 'x.y', title: 'X', advice: null }).status, kind).to.equal(status);
  });

  it('knows of an operation what follows from its declaration, and what it names', () => {
    expect(codes('lendBook')).to.deep.equal([
      '400 http.invalid-request',
      '400 http.malformed-url',
      '400 http.duplicate-header',
      '401 http.unauthenticated',
      '403 access.permission-missing',
      '403 tenancy.tenant-suspended',
      '403 tenancy.tenant-closing',
      '404 library.book-not-found',
      '406 http.not-acceptable',
      '409 library.book-on-loan',
      '412 shared.outdated-version',
      '412 http.unusable-if-match',
      '422 library.book-is-reference',
      '428 http.precondition-required',
      '429 shared.rate-exceeded',
      '500 http.defect',
      '503 shared.unavailable',
    ]);
    expect(codes('showCard')).not.to.include('403 access.permission-missing').and.not.to.include('401 http.unauthenticated');
    expect(codes('showReader')).to.include.members(['400 http.invalid-request', '400 http.malformed-url']);
    expect(codes('findBook')).to.include('403 tenancy.tenant-suspended').and.not.to.include('403 tenancy.tenant-closing');
    expect(codes('removeBook')).not.to.include('406 http.not-acceptable');
    expect(codes('addBook')).to.include.members([
      '413 http.body-too-large',
      '415 http.unsupported-media-type',
      '400 http.malformed-json',
      '408 http.request-timeout',
    ]);
  });

  it('gives the advice of a refusal that has one of its own, and of its kind otherwise', () => {
    class DoorIsShut extends refusal('forbidden', 'library.door-is-shut', 'The door is shut', 'Ring the bell.') {}
    expect(problemOf(DoorIsShut).advice).to.equal('Ring the bell.');
    expect(problemOf(BookNotFound).advice).to.match(/^Check the id/);
  });

  it('has each code once, with a title and an advice', () => {
    const catalogue = [...catalogueOf(libraryEndpoints).values()];
    expect(catalogue).to.have.lengthOf.above(20);
    for (const { code, title, advice } of catalogue) {
      expect(code).to.match(/^[a-z]+\.[a-z-]+$/);
      expect(title, code)
        .to.match(/^[A-Z]/)
        .and.not.match(/\.$/);
      expect(advice, code).to.match(/^[A-Z].*\.$/);
    }
  });

  it('stops the start when one code means two things', () => {
    class Impostor extends refusal('not-found', BookNotFound.code, 'Something else') {}
    const twice = endpoint({
      route: 'GET /v1/others/{bookId}',
      summary: 'Other',
      params: BookParams,
      calls: FindBook,
      with: ({ params }) => params,
      answers: ok(BookView),
      refuses: [Impostor],
      id: 'other',
    });
    expect(() => catalogueOf([...libraryEndpoints, twice])).to.throw('Two refusals have the code library.book-not-found.');
  });
});
