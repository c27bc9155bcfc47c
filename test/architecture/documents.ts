import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from './sources.js';

/** What a document says of the tree that may be wrong. `scripts` are those of package.json, `routes` those that are served. */
export type Tree = {
  readonly scripts: ReadonlySet<string>;
  /** `GET /v1/me`, with `{}` for each parameter. */
  readonly routes: ReadonlySet<string>;
};

/** The documents of the project: path from the root. */
export const documents = (): readonly string[] => globSync(['*.md', 'docs/**/*.md'], { cwd: root }).map((path) => path.replaceAll('\\', '/')).toSorted();

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The context that the recipe adds, which is not there. */
const IMAGINED = /\bprojects\b/;

/** What is deleted with the reference context may still be spoken of. */
const isRemoved = !existsSync(join(root, 'domain/invoicing'));
const REMOVED = /invoic|customer/i;

/** Whom a document may send its reader to, or ask to connect to. Names under .example are nobody's (RFC 2606). */
const hosts = ['127.0.0.1', 'HOST', 'keepachangelog.com', 'semver.org', 'www.conventionalcommits.org'];

const FENCED = /^```.*?^```/gms;
const TOP = /^(?:domain|application|adapters|infrastructure|migrations|test|docs)\//;
/** What is named for not being there. */
const absent = ['index.ts'];

const MEDIA_TYPE = /^application\/(?:[\w.-]+\+)?json$/;
const FILE = /^[\w.-]+\.(?:ts|mjs|cjs|md|json|sql)$/;

/** Everything in a document that leads nowhere, is not there, or is nobody's business; in its order. */
export function complaintsAbout(path: string, text: string, tree: Tree): string[] {
  const prose = text.replaceAll(FENCED, '').replaceAll(/``.+?``/g, '');
  const spoken = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
  return [
    ...[...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => complaintAboutLink(path, link ?? '')),
    ...spoken.filter((code) => (TOP.test(code) && !MEDIA_TYPE.test(code)) || FILE.test(code)).filter((code) => !isThere(code)).map((code) => `${code} is not there`),
    ...spoken.filter((code) => isRoute(code) && !isServed(code, tree)).map((code) => `${code} is not served`),
    ...[...text.matchAll(/\bnpm run ([\w:-]+)/g)].filter(([, name]) => !tree.scripts.has(name ?? '')).map(([said]) => `${said} is no script`),
    ...[...text.matchAll(/\b\w+:\/\/(?:[^\s@/]*@)?([\w.-]+)/g)].filter(([, host]) => !isKnown(host ?? '')).map(([, host]) => `the host ${host} is not ours to name`),
    ...[...text.matchAll(/(?<![\w.:/-])(?:\/(?:home|root|tmp|Users|work|mnt|opt|srv)\/|[A-Z]:\\)[\w.-]*/g)].map(([said]) => `${said} is a path of one machine`),
    ...[...text.matchAll(/(?<![\w&[(/])#\d+\b/g)].map(([said]) => `${said} means something elsewhere only`),
  ];
}

function complaintAboutLink(path: string, link: string): string[] {
  if (/^\w+:/.test(link)) return [];
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? path : join(dirname(path), target);
  if (isRemoved && REMOVED.test(file)) return [];
  if (!existsSync(join(root, file))) return [`the link ${link} leads nowhere`];
  return anchor === undefined || anchorsIn(textOf(file)).has(anchor) ? [] : [`the link ${link} leads to no heading`];
}

const anchorsIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(/[^\w\s-]/g, '').trim().replaceAll(/\s/g, '-')));

/** A path, in which `<context>` stands for any name; or the name of a file, wherever it is. */
function isThere(said: string): boolean {
  if (IMAGINED.test(said) || (isRemoved && REMOVED.test(said))) return true;
  if (absent.includes(said) || existsSync(join(root, said))) return true;
  if (said.includes('<')) return globSync(said.replaceAll(/<[\w-]+>/g, '*'), { cwd: root }).length > 0;
  return FILE.test(said) && basenames().has(said);
}

let known: ReadonlySet<string> | null = null;
const basenames = (): ReadonlySet<string> =>
  (known ??= new Set(globSync(['domain', 'application', 'adapters', 'infrastructure', 'test', 'migrations'].map((top) => `${top}/**/*.*`), { cwd: root }).map((file) => basename(file))));

const isRoute = (code: string): boolean => /^(?:GET|POST|PUT|PATCH|DELETE) \/\S+$/.test(code);

const isServed = (code: string, { routes }: Tree): boolean => (isRemoved && REMOVED.test(code)) || routes.has(code.replaceAll(/\{\w+\}/g, '{}'));

const isKnown = (host: string): boolean => hosts.includes(host) || host === 'host' || host.endsWith('.example');
