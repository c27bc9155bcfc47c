import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { Matches } from 'class-validator';
import { endpoint, value } from '../../../adapters/shared/http/endpoint.js';
import { openApi } from '../../../adapters/shared/http/openapi.js';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { ShowReader } from '../../support/library/library.js';
import { libraryEndpoints } from '../../support/library/library-endpoints.js';

type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly 'x-permission': string;
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: object; readonly example: unknown }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly headers: object;
        readonly content?: Readonly<
          Record<
            string,
            {
              readonly schema: object;
              readonly example?: unknown;
              readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
            }
          >
        >;
      }
    >
  >;
};

const about = { title: 'Library', version: '1.0.0', description: 'For tests.' };
const document = JSON.parse(JSON.stringify(openApi(libraryEndpoints, new Shapes(), about))) as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Record<string, unknown>>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, it]) => ({ path, method, it })),
);

/** Whether a value fits a schema of the document. */
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema({ $id: 'document', ...document });
const fits = (schema: object, json: unknown): string => {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components');
  const check = ajv.compile(JSON.parse(text) as object);
  return check(json) ? '' : ajv.errorsText(check.errors);
};

describe('the OpenAPI document', () => {
  it('has every endpoint', () => {
    expect(document.openapi).to.match(/^3\.1\./);
    expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)).to.have.members(
      libraryEndpoints.map(({ route }) => route),
    );
  });

  it('says of each operation what it is, what it needs and whether it is public', () => {
    const ids = new Set(operations.map(({ it: { operationId } }) => operationId));
    expect(ids.size).to.equal(libraryEndpoints.length);
    for (const { it, path } of operations) {
      expect(it.summary, path).to.be.a('string').that.is.not.empty;
      expect(it.description, path).to.match(/(?:Open to anyone|For whoever is signed in|Needs the permission `[a-z:-]+`)\.$/);
      expect(it.tags, path).to.have.lengthOf(1);
      expect(it['x-permission'] === 'anyone', path).to.equal(it.security?.length === 0);
    }
  });

  it('has an example for each body and each answer, and each fits its schema', () => {
    let tried = 0;
    for (const { it } of operations) {
      const bodies = Object.values(it.requestBody?.content ?? {});
      const answers = Object.values(it.responses).flatMap(({ content }) => Object.values(content ?? {}));
      for (const { schema, ...shown } of [...bodies, ...answers]) {
        const examples = 'examples' in shown ? Object.values(shown.examples ?? {}).map((one) => one.value) : [shown.example];
        expect(examples, it.operationId).not.to.be.empty;
        for (const example of examples) {
          expect(example, it.operationId).not.to.equal(undefined);
          expect(fits(schema, example), `${it.operationId}: ${JSON.stringify(example)}`).to.equal('');
          tried += 1;
        }
      }
    }
    expect(tried).to.be.above(80);
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name as string,
    );
    expect(references).to.have.lengthOf.above(20);
    for (const name of references) expect(document.components.schemas).to.have.property(name);
  });

  it('has a parameter for each name in a path, and the preconditions', () => {
    for (const { path, it } of operations) {
      const inPath = (it.parameters ?? []).filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).to.have.members(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).to.equal(true);
    }
    const lend = document.paths['/v1/books/{bookId}/lend']?.['post'];
    expect(lend?.parameters?.find(({ name }) => name === 'If-Match')).to.have.property('required', true);
    expect(lend?.responses).to.include.keys('200', '400', '401', '403', '404', '409', '412', '422', '428', '500', '503');
    expect(document.paths['/v1/books/{bookId}']?.['get']?.responses).to.include.keys('304');
    expect(document.paths['/v1/books/{bookId}']?.['patch']?.requestBody?.content).to.have.keys('application/merge-patch+json');
  });

  it('is strict about what is sent and open about what is shown', () => {
    expect(document.components.schemas['NewBook']).to.have.property('additionalProperties', false);
    expect(document.components.schemas['BookView']).not.to.have.property('additionalProperties');
    expect(document.components.schemas['BookFilter']).to.equal(undefined);
    expect(document.components.schemas['NewBook']).to.have.nested.property('properties.title.examples[0]', 'Middlemarch');
    expect(document.components.schemas['NewBook']).to.have.nested.property('properties.note.default', null);
  });

  it('is made only when an example can be', () => {
    class Shelf {
      @Matches(/^[A-Z]-[0-9]{3}$/) mark!: string;
    }
    const shelf = endpoint({
      route: 'GET /v1/shelf',
      summary: 'Shelf',
      calls: ShowReader,
      with: () => ({}),
      answers: value(Shelf, ({ name }: { readonly name: string }) => ({ mark: name })),
    });
    expect(() => openApi([shelf], new Shapes(), about)).to.throw('Shelf: give an @Example for /mark.');
  });

  it('has each operation once', () => {
    expect(() => openApi([...libraryEndpoints, ...libraryEndpoints], new Shapes(), about)).to.throw(
      'Two operations are called addBook',
    );
  });
});
