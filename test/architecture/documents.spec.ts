import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { anyone, signedIn } from '../../application/shared/guard.js';
import { contexts } from '../../composition-root.js';
import { documentedSettings } from '../../infrastructure/configuration.js';
import { complaintsAbout, documents, textOf, type Tree } from './documents.js';
import { pathsUnder, root } from './sources.js';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };

/** Served beside the endpoints; the end-to-end suites ask for each. */
const services = ['GET /.well-known/jwks.json', 'GET /openapi.json', 'GET /docs', 'GET /livez', 'GET /readyz', 'GET /startupz'];

const tree: Tree = {
  scripts: new Set(Object.keys(scripts)),
  routes: new Set([...services, ...contexts.flatMap(({ endpoints }) => endpoints.map(({ route }) => route.replaceAll(/\{\w+\}/g, '{}')))]),
};

/** What is written into a document of the root, and what must be said about it. */
const plants: readonly (readonly [text: string, ...complaints: string[]])[] = [
  ['See [the decisions](docs/adr/README.md), [the tour](README.md#the-tour) and [the form](https://semver.org/).'],
  ['`domain/shared/money.ts`, `application/<context>/published.ts`, `published.ts`, `test/unit/` and `docs/`'],
  ['`GET /v1/me` and `DELETE /v1/sessions/current`, by `npm run check`'],
  ['```sh\ncat domain/nothing.ts\n```'],
  ['a colour, #fff, and a heading: [#](README.md)'],
  ['[gone](docs/gone.md)', 'the link docs/gone.md leads nowhere'],
  ['[gone](README.md#gone)', 'the link README.md#gone leads to no heading'],
  ['`domain/shared/gone.ts`', 'domain/shared/gone.ts is not there'],
  ['`gone.spec.ts`', 'gone.spec.ts is not there'],
  ['`adapters/<context>/gone/`', 'adapters/<context>/gone/ is not there'],
  ['`GET /v1/gone`', 'GET /v1/gone is not served'],
  ['```sh\nnpm run gone\n```', 'npm run gone is no script'],
  ['from https://registry.elsewhere.net/x', 'the host registry.elsewhere.net is not ours to name'],
  ['in /home/ada/atrium', '/home/ada is a path of one machine'],
  ['as said in #12', '#12 means something elsewhere only'],
];

const SECTIONS = ['Context', 'Decision', 'Consequences', 'Held by'];
const decisions = documents().filter((path) => /^docs\/adr\/\d/.test(path));

describe('the documents', () => {
  for (const [text, ...complaints] of plants) {
    it(`${complaints.length === 0 ? 'may' : 'may not'} say ${JSON.stringify(text)}`, () => {
      expect(complaintsAbout('PLANTED.md', text, tree)).to.deep.equal(complaints);
    });
  }

  for (const path of documents()) {
    it(`${path} says what is`, () => {
      expect(complaintsAbout(path, textOf(path), tree)).to.deep.equal([]);
    });
  }

  it('were all read', () => {
    expect(documents()).to.include.members(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/architecture.md']);
    expect(documents().length).to.be.greaterThan(30);
  });
});

describe('a decision', () => {
  it('has a number of its own, without gaps, and a line in the list', () => {
    const list = textOf('docs/adr/README.md');
    for (const [at, path] of decisions.entries()) {
      const number = String(at + 1).padStart(4, '0');
      const file = path.slice('docs/adr/'.length);
      const title = /^# (\d{4}) (.+)$/m.exec(textOf(path));

      expect(file.slice(0, 4), path).to.equal(number);
      expect(title?.[1], path).to.equal(number);
      expect(list, path).to.include(`| [${number}](${file}) | ${title?.[2] ?? ''} |`);
    }
    expect(decisions.length).to.be.greaterThan(20);
  });

  for (const path of decisions) {
    it(`${path} has its reasons, and says what holds it`, () => {
      const text = textOf(path);

      expect(SECTIONS.filter((section) => !text.includes(`\n## ${section}\n`))).to.deep.equal([]);
      expect(text.slice(text.indexOf('## Held by'))).to.match(/`(?:test\/|npm run )/);
    });
  }
});

describe('the configuration’s page', () => {
  it('has the table of all variables', () => {
    const rows = documentedSettings.map(({ name, means, expects, absent }) => `| \`${name}\` | ${means} | ${expects} | ${absent} |`);

    expect(textOf('docs/configuration.md').split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line))).to.deep.equal(rows);
  });
});

describe('the page for operators', () => {
  it('quotes what the process says when it does not start', () => {
    const speaking = globSync(['infrastructure/*.{ts,mjs}', 'application/shared/assert-schedules.ts'], { cwd: root });
    const said = speaking.flatMap((path) => textOf(path).split('\n'));
    const page = textOf('docs/operations.md');
    const quoted = [...page.slice(page.indexOf('| It says | Do |')).matchAll(/^\| `([^`]+)` \|/gm)].map(([, message = '']) => message);

    const invented = quoted.filter((message) => !said.some((line) => saysInOrder(line, message.split('…').map((part) => part.trim()))));
    expect(invented).to.deep.equal([]);
    expect(quoted.length).to.be.greaterThan(20);
  });
});

describe('a context’s page', () => {
  for (const { name, endpoints, permissions } of contexts) {
    const page = existsSync(join(root, `docs/contexts/${name}.md`)) ? textOf(`docs/contexts/${name}.md`) : '';

    it(`tells the endpoints of ${name}, what they need and what they refuse`, () => {
      expect(endpoints.map(rowOf).filter((row) => !page.includes(row))).to.deep.equal([]);
      expect(endpoints.length).to.be.greaterThan(0);
    });

    it(`tells the permissions of ${name}, and who holds them`, () => {
      const rows = permissions.map(({ name: permission, description, heldBy }) => `| \`${permission}\` | ${uncapitalised(description)} | ${heldBy.join(', ')} |`);

      expect(rows.filter((row) => !page.includes(row))).to.deep.equal([]);
    });

    it(`tells the events of ${name}`, () => {
      const types = pathsUnder(`domain/${name}`).flatMap((path) =>
        [...textOf(path).matchAll(/readonly type: ([^;]+);/g)].flatMap(([, union = '']) => [...union.matchAll(/'([^']+)'/g)].map(([, type]) => type)),
      );

      expect(types.filter((type) => !page.includes(`| \`${type ?? ''}\` |`))).to.deep.equal([]);
      if (types.length === 0) expect(page).to.include('## Events\n\nNone');
    });

    it(`tells the tables of ${name}`, () => {
      const migrations = globSync('migrations/*.sql', { cwd: root }).map(textOf).join('\n');
      const tables = [...migrations.matchAll(/create table (\w+)\.(\w+)/g)].filter(([, schema]) => schema === name).map(([, schema, table]) => `\`${schema ?? ''}.${table ?? ''}\``);

      expect(tables.filter((table) => !page.includes(table))).to.deep.equal([]);
      if (tables.length === 0) expect(page).to.include('## Tables\n\nNone');
    });
  }
});

const saysInOrder = (line: string, parts: readonly string[]): boolean =>
  parts.reduce((from, part) => (from < 0 || !line.includes(part, from) ? -1 : line.indexOf(part, from) + part.length), 0) >= 0;

const uncapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function rowOf({ route, calls: { needs }, refuses }: Endpoint): string {
  const need = needs === anyone ? 'nothing' : needs === signedIn ? 'to be signed in' : `\`${needs}\``;
  const refusals = refuses.map(({ code }) => ` \`${code}\``).join(',');
  return `| \`${route}\` | ${need} |${refusals} |`;
}
