import { expect } from 'chai';
import { v7 } from 'uuid';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { type Needs, signedIn } from '../../application/shared/guard.js';
import { builtInRoles } from '../../application/shared/permission.js';
import { contexts } from '../../composition-root.js';
import { endpoints } from '../support/application.js';
import type { Answered, Asked, Client } from '../support/client.js';
import { describeEverywhere } from '../support/everywhere.js';
import { asked, type Draft, type IdPlace, pathOf, Requests, withId } from '../support/requests.js';
import { aColleague, anOwner, roleOfNothing, signedInAgain, type Somebody } from '../support/signed-in.js';
import { forgedTokens, genuineToken } from './forged-tokens.js';

const protectedOnes = endpoints.filter(({ isPublic }) => !isPublic);
const lists = endpoints.filter(({ answers }) => answers.kind === 'page');

/** The roles that hold what is needed. */
const rolesFor = (needs: Needs): readonly string[] =>
  needs === signedIn
    ? [...builtInRoles, roleOfNothing]
    : contexts
        .flatMap(({ permissions }) => permissions)
        .filter(({ name }) => name === needs)
        .flatMap(({ heldBy }) => heldBy);

describeEverywhere('attacking every operation', (application) => {
  const tried = { operations: new Set<string>(), ids: new Set<string>(), requests: 0 };
  /** What the victim has, by the member that names it. */
  const belongings = new Map<string, Set<string>>();
  let victim: Somebody;
  let attacker: Somebody;
  let requests: Requests;

  before(async () => {
    [victim, attacker] = [await anOwner(application()), await anOwner(application())];
    requests = await Requests.to(application());
    for (const name of Object.keys(requests.homes)) for (const _twice of [1, 2]) await somethingOf(victim, name);
    owned('userId', (await victim.client.get('/v1/me')).json<{ readonly user: { readonly id: string } }>().user.id);
    const nameless = endpoints.filter(({ verb, params }) => verb === 'GET' && params === null);
    for (const endpoint of nameless) for (const who of [victim, attacker]) await requests.drafted(endpoint, who);
  });

  it('gives the same answer for what belongs to another tenant as for what does not exist', async () => {
    for (const endpoint of endpoints) {
      for (const place of requests.idsOf(endpoint)) {
        const theirs = await draftedByVictim(endpoint, victim, place);
        const [id, nobodys] = [idAt(theirs, place), v7()];
        const own = { ...(await requests.drafted(endpoint, attacker)), headers: theirs.headers };
        await expectNoChange(async () => {
          for (const headers of [theirs.headers, { ...theirs.headers, 'if-match': '"999"' }]) {
            const foreign = await attack(attacker.client, endpoint, asked(withId({ ...own, headers }, place, id)));
            const unknown = await attack(attacker.client, endpoint, asked(withId({ ...own, headers }, place, nobodys)));
            expect(essenceOf(foreign, id), `${endpoint.route} ${place.name}`).to.deep.equal(essenceOf(unknown, nobodys));
            expect(foreign.text.replaceAll(id, '')).to.not.include(victim.tenantId);
            if (place.part !== 'query') expect(foreign.status, `${endpoint.route}: ${foreign.text}`).to.be.within(400, 499);
          }
        }, endpoint);
        await expectSuccess(victim.client, theirs);
        tried.ids.add(`${endpoint.route} ${place.part} ${place.pointer.join('.')}`);
      }
    }
  });

  it('opens no cursor of another tenant', async () => {
    for (const endpoint of lists) {
      const draft = await requests.drafted(endpoint, victim);
      const withCursor = (cursor: string): Asked => asked({ ...draft, query: { limit: '1', cursor } });
      const cursor = (await victim.client.send(asked({ ...draft, query: { limit: '1' } }))).json()['nextCursor'] as string | null;
      if (cursor === null)
        throw new Error(`${endpoint.route}: no home gives a tenant two of these, so there is no cursor to steal.`);
      const madeUp = Buffer.from(cursor, 'base64url').fill(7).toString('base64url');

      const foreign = await attack(attacker.client, endpoint, withCursor(cursor));
      expect(foreign.status, endpoint.route).to.equal(400);
      expect(essenceOf(foreign)).to.deep.equal(essenceOf(await attack(attacker.client, endpoint, withCursor(madeUp))));
      expect((await victim.client.send(withCursor(cursor))).status, endpoint.route).to.equal(200);
    }
  });

  it('lists nothing of another tenant', async () => {
    // a type of resource is called the same everywhere
    const ids = [...belongings].flatMap(([name, some]) => (name === 'type' ? [] : [...some]));
    for (const endpoint of lists) {
      const draft = { ...(await requests.drafted(endpoint, victim)), query: { limit: '100' } };
      const seen = await attack(attacker.client, endpoint, asked(draft));
      expect(
        ids.filter((id) => seen.text.includes(id)),
        endpoint.route,
      ).to.deep.equal([]);
      const own = await victim.client.send(asked(draft));
      expect(
        ids.some((id) => own.text.includes(id)),
        endpoint.route,
      ).to.equal(true);
    }
  });

  it('keeps tenants apart who ask at once', async () => {
    const reads = endpoints.filter(({ verb, params }) => verb === 'GET' && params === null);
    for (let round = 0; round < 5; round += 1) {
      const anew = await Promise.all([victim, attacker].map(signedInAgain));
      const asks = reads.flatMap((endpoint) => anew.map((who) => ({ endpoint, who })));
      const answers = await Promise.all(
        asks.map(({ endpoint, who }) => attack(who.client, endpoint, { method: 'GET', path: endpoint.path })),
      );
      for (const [at, { endpoint: { path }, who }] of asks.entries()) {
        expect(answers[at]?.text, path).to.equal((await who.client.get(path)).text);
      }
    }
  });

  it('opens nothing without a token', async () => {
    for (const endpoint of protectedOnes) {
      const whose = await requests.ownerFor(endpoint, victim);
      const draft = await draftedByVictim(endpoint, whose);
      await expectRefused(endpoint, draft, (ask) => attack(victim.client.as(null), endpoint, ask), 'Bearer realm="atrium"');
      const { accessToken } = whose.credentials;
      const query = { ...draft.query, access_token: accessToken };
      await expectRefused(
        endpoint,
        { ...draft, query },
        (ask) => attack(victim.client.as(null), endpoint, ask),
        'Bearer realm="atrium"',
      );
      for (const credential of [
        accessToken,
        `Basic ${accessToken}`,
        `Bearer`,
        `Bearer ${accessToken} x`,
        `Bearer ${accessToken}, Bearer ${accessToken}`,
      ]) {
        const headers = { ...draft.headers, authorization: credential };
        await expectRefused(
          endpoint,
          { ...draft, headers },
          (ask) => attack(victim.client.as(null), endpoint, ask),
          'error="invalid_token"',
        );
      }
      await expectSuccess((await signedInAgain(whose)).client, draft);
    }
  });

  it('opens nothing to a token that has expired or is forged', async () => {
    const forged = Object.entries(await forgedTokens(application(), victim, attacker));
    for (const endpoint of protectedOnes) {
      const whose = await requests.ownerFor(endpoint, victim);
      const draft = await draftedByVictim(endpoint, whose);
      await expectNoChange(async () => {
        for (const [what, token] of forged) {
          await expectRefused(
            endpoint,
            draft,
            (ask) => attack(victim.client.as(token), endpoint, ask),
            'error="invalid_token"',
            `a token that ${what}`,
          );
        }
      }, endpoint);
      await expectSuccess(victim.client.as(await genuineToken(application(), await signedInAgain(whose))), draft);
    }
    expect(forged.length).to.be.at.least(15);
  });

  it('opens what is public to everybody alike, whatever token they bring', async () => {
    for (const endpoint of endpoints.filter(({ isPublic }) => isPublic)) {
      for (const client of [victim.client.as(null), victim.client.as('nonsense'), attacker.client]) {
        const answer = await attack(client, endpoint, asked(await requests.drafted(endpoint, victim)));
        expect(answer.status, `${endpoint.route}: ${answer.text}`).to.equal(endpoint.answers.status);
      }
    }
  });

  it('lets each role do what its permissions allow, and nothing else', async () => {
    let refused = 0;
    for (const role of [...builtInRoles, roleOfNothing]) {
      const colleague = await aColleague(application(), victim, role);
      for (const endpoint of protectedOnes) {
        const needs = requests.needsOf(endpoint);
        const ofOneself = needs === signedIn;
        if (rolesFor(needs).includes(role)) {
          const whose = await requests.ownerFor(endpoint, victim);
          const who = whose === victim ? colleague : await aColleague(application(), whose, role);
          const draft = ofOneself ? await requests.drafted(endpoint, who) : await draftedByVictim(endpoint, whose);
          await expectSuccess((await signedInAgain(who)).client, draft);
          continue;
        }
        const draft = await draftedByVictim(endpoint);
        await expectNoChange(async () => {
          const answer = await attack(colleague.client, endpoint, asked(draft));
          expect([answer.status, answer.json()['code']], `${role}: ${endpoint.route}`).to.deep.equal([
            403,
            'access.permission-missing',
          ]);
          expect(answer.json()['detail']).to.include(needs);
        }, endpoint);
        refused += 1;
      }
    }
    expect(refused).to.be.at.least(protectedOnes.filter(({ calls }) => calls.needs !== signedIn).length);
  });

  it('has been tried on every operation, and on every id that one takes', () => {
    const { operations, ids } = tried;
    for (const { name, floor, endpoints: own } of requests.contexts) {
      const routes = own.map(({ route }) => route);
      expect(
        routes.filter((route) => !operations.has(route)),
        name,
      ).to.deep.equal([]);
      expect(routes.length, `operations of ${name}`).to.be.at.least(floor.operations);
      expect([...ids].filter((id) => routes.some((route) => id.startsWith(`${route} `))).length, `ids of ${name}`).to.be.at.least(
        floor.ids,
      );
    }
    console.log(
      `  tried ${operations.size} operations, ${ids.size} ids and ${lists.length} cursors of another tenant by ${tried.requests} requests`,
    );
  });

  async function attack(client: Client, { route }: Endpoint, ask: Asked): Promise<Answered> {
    tried.operations.add(route);
    tried.requests += 1;
    return client.send(ask);
  }

  async function somethingOf(owner: Somebody, name: string): Promise<string> {
    const home = requests.homes[name];
    if (home === undefined) throw new Error(`No context says in its homes.ts how a tenant comes to have a ${name}.`);
    return owned(name, await home(owner, {}));
  }

  function owned(name: string, id: string): string {
    const isCommon = requests.contexts.some(({ commons }) => commons?.includes(name.split(' ').at(-1) ?? '') === true);
    if (!isCommon) belongings.set(name, (belongings.get(name) ?? new Set()).add(id));
    return id;
  }

  /** A request about new things of the victim's; about one more, when an id in its query is meant. */
  async function draftedByVictim(endpoint: Endpoint, whose = victim, place?: IdPlace): Promise<Draft> {
    const draft = await requests.drafted(endpoint, whose);
    if (whose !== victim) return draft;
    for (const [name, id] of Object.entries(draft.params)) owned(name, id);
    return place?.part === 'query' ? withId(draft, place, await somethingOf(victim, place.name)) : draft;
  }

  async function expectSuccess(client: Client, draft: Draft): Promise<void> {
    const { status, text } = await client.send(asked(draft));
    expect(status, `the counterpart that must succeed: ${draft.endpoint.route}: ${text}`).to.equal(draft.endpoint.answers.status);
    if (draft.endpoint.verb === 'DELETE') for (const [name, id] of Object.entries(draft.params)) belongings.get(name)?.delete(id);
  }

  async function expectRefused(
    endpoint: Endpoint,
    draft: Draft,
    send: (ask: Asked) => Promise<Answered>,
    challenge: string,
    what = 'no token',
  ): Promise<void> {
    const before = application().reached.get(endpoint.route);
    const answer = await send(asked(draft));
    expect([answer.status, answer.json()['code']], `${endpoint.route} with ${what}`).to.deep.equal([401, 'http.unauthenticated']);
    expect(answer.headers['www-authenticate'], `${endpoint.route} with ${what}`).to.include(challenge);
    expect(application().reached.get(endpoint.route), `${endpoint.route} with ${what}`).to.equal(before);
  }

  /** Compares all that the victim can read, before and after. */
  async function expectNoChange(attempt: () => Promise<void>, { route }: Endpoint): Promise<void> {
    const before = await all();
    await attempt();
    expect(await all(), route).to.deep.equal(before);
  }

  async function all(): Promise<Readonly<Record<string, string>>> {
    const seen: Record<string, string> = {};
    for (const endpoint of endpoints.filter(({ verb }) => verb === 'GET')) {
      const names = Object.keys(endpoint.params === null ? {} : (new endpoint.params() as object));
      const latest = names.map((name) => [...(belongings.get(`${endpoint.id} ${name}`) ?? belongings.get(name) ?? [])].slice(-3));
      const about =
        names.length === 0
          ? [{}]
          : (latest[0] ?? []).map((_, at) => Object.fromEntries(names.map((name, which) => [name, latest[which]?.[at] ?? ''])));
      const query: Record<string, string> = endpoint.answers.kind === 'page' ? { limit: '100' } : {};
      for (const params of about) {
        const path = pathOf({ endpoint, params, query });
        const { status, text } = await victim.client.get(path);
        expect(status, `${path}: ${text}`).to.equal(200);
        seen[path] = text;
      }
    }
    return seen;
  }
});

const idAt = (draft: Draft, { part, pointer }: IdPlace): string =>
  pointer.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], draft[part]) as string;

/** An answer less what differs from request to request: its date, its id, and the id that was asked for. */
function essenceOf({ status, headers, text }: Answered, id = ''): unknown {
  const { date: _date, 'x-request-id': requestId = '', ...rest } = headers;
  const bare = text.replaceAll(requestId, '');
  return { status, headers: rest, text: id === '' ? bare : bare.replaceAll(new RegExp(`(?<="instance":"[^"]*)${id}`, 'g'), '') };
}
