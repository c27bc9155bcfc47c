import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { exampleOf } from '../../adapters/shared/http/examples.js';
import { mediaTypeOf } from '../../adapters/shared/http/request-parts.js';
import { Shapes } from '../../adapters/shared/http/schemas.js';
import { endpoints } from '../support/application.js';
import { Client } from '../support/client.js';
import { describeEverywhere } from '../support/everywhere.js';
import { asked, pathOf, Requests } from '../support/requests.js';
import { anOwner, signedInAgain, type Somebody } from '../support/signed-in.js';

type Media = { readonly schema: object; readonly example?: unknown; readonly examples?: Readonly<Record<string, { readonly value: unknown }>> };
type Content = Readonly<Record<string, Media>>;
type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly schema: { readonly examples?: readonly unknown[] } }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

describeEverywhere('the examples in the document', (application) => {
  let requests: Requests;
  let document: Document;

  before(async () => {
    requests = await Requests.to(application());
    document = (await new Client(application().url).get('/openapi.json')).json<Document>();
  });

  const documented = ({ path, verb }: Endpoint): Operation => {
    const operation = document.paths[path]?.[verb.toLowerCase()];
    if (operation === undefined) throw new Error(`${verb} ${path} is not documented.`);
    return operation;
  };
  /** A tenant of its own for each operation, so that none finds what another has left. */
  const aTenantFor = async (endpoint: Endpoint): Promise<Somebody> => requests.ownerFor(endpoint, await anOwner(application()));

  it('fit the schemas beside which they stand', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'document');
    let count = 0;
    const expectFit = (at: readonly string[], value: unknown) => {
      const pointer = at.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
      const fits = ajv.compile({ $ref: `document#/${pointer}` });
      expect(fits(value), `${at.join(' ')}: ${JSON.stringify(value)}: ${ajv.errorsText(fits.errors)}`).to.equal(true);
      count += 1;
    };
    const expectMediaFit = (at: readonly string[], content: Content = {}) => {
      for (const [media, { example, examples = {} }] of Object.entries(content)) {
        const all = [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)];
        expect(all, at.join(' ')).to.have.lengthOf.above(0);
        for (const one of all) expectFit([...at, 'content', media, 'schema'], one);
      }
    };
    for (const endpoint of endpoints) {
      const at = ['paths', endpoint.path, endpoint.verb.toLowerCase()];
      const { parameters = [], requestBody, responses } = documented(endpoint);
      parameters.forEach(({ schema }, index) => {
        for (const one of schema.examples ?? []) expectFit([...at, 'parameters', String(index), 'schema'], one);
      });
      expectMediaFit([...at, 'requestBody'], requestBody?.content);
      for (const [status, { content }] of Object.entries(responses)) {
        // the bytes of a file are no example
        if (endpoint.answers.kind === 'file' && status === '200') continue;
        expectMediaFit([...at, 'responses', status], content);
      }
    }
    expect(count).to.be.greaterThan(endpoints.length * 5);
  });

  it('are accepted as requests, with nothing but other ids and texts in them', async () => {
    for (const endpoint of endpoints) {
      const owner = await aTenantFor(endpoint);
      const draft = await requests.drafted(endpoint, owner);
      const example = documented(endpoint).requestBody?.content[mediaTypeOf(endpoint)]?.example;
      expect(example === undefined, endpoint.route).to.equal(endpoint.body === null);
      const body = example === undefined ? undefined : withTextsOf(draft.body, example, requests.bodySchemaOf(endpoint) ?? {});
      const answer = await (await signedInAgain(owner)).client.send(asked({ ...draft, body }));
      expect(answer.status, `${endpoint.route} ${JSON.stringify(body)}: ${answer.text}`).to.equal(endpoint.answers.status);
    }
  });

  it('are accepted as parameters of a query, each of them', async () => {
    let count = 0;
    for (const endpoint of endpoints) {
      if (endpoint.query === null) continue;
      const owner = await aTenantFor(endpoint);
      const draft = await requests.drafted(endpoint, owner);
      const { cursor: _, ...examples } = exampleOf(endpoint.query, application().container.get(Shapes)) as Record<string, unknown>;
      for (const [name, example] of Object.entries(examples)) {
        const isId = requests.idsOf(endpoint).some((id) => id.part === 'query' && id.name === name);
        const home = requests.homes[`${endpoint.id} ${name}`] ?? (isId ? requests.homes[name] : undefined);
        const value = home === undefined ? example : await home(owner, {});
        const query = { [name]: String(value) };
        const answer = await owner.client.send({ ...asked(draft), path: pathOf({ ...draft, query }) });
        expect(answer.status, `${endpoint.route} ${JSON.stringify(query)}: ${answer.text}`).to.equal(endpoint.answers.status);
        count += 1;
      }
    }
    if (requests.contexts.some(({ floor }) => floor.ids > 0)) expect(count).to.be.greaterThan(5);
  });
});

type Readable = {
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Readable>>;
  readonly items?: Readable;
  readonly anyOf?: readonly Readable[];
};

/** The example with texts of the request that was made, where any text may stand: never another member, number or choice. */
function withTextsOf(made: unknown, example: unknown, schema: Readable): unknown {
  const it = schema.anyOf?.[0] ?? schema;
  if (typeof example === 'string') return typeof made === 'string' && it.enum === undefined && it.const === undefined ? made : example;
  if (typeof example !== 'object' || example === null) return example;
  const within = (made ?? {}) as Readonly<Record<string, unknown>>;
  const entries = Object.entries(example).map(
    ([name, value]) => [name, withTextsOf(within[name], value, it.items ?? it.properties?.[name] ?? {})] as const,
  );
  return Array.isArray(example) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
