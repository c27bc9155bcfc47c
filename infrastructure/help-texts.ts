import { documentedSettings } from './configuration.js';

/** What each npm script is for. A test holds it against package.json. */
export const scripts: Readonly<Record<string, string>> = {
  help: 'List the scripts; `npm run help -- configuration` lists the environment variables.',
  start: 'Serve the API, on an embedded PostgreSQL unless DATABASE_URL is set.',
  migrate: 'Migrate the database of DATABASE_URL and make the roles to run as, without serving.',
  seed: 'Fill tenants with data to try the product on: `npm run seed -- --tenants 50 --invoices 1000`.',
  keys: 'List the keys that sign access tokens, or rotate them: `npm run keys -- rotate`, with --at-once when one has leaked.',
  settings: 'List, set and lock settings for all tenants or those of a plan; `npm run settings` says how.',
  tenant: 'List tenants, suspend, resume and close them, change their plans; `npm run tenant` says how.',
  jobs: 'Count and list the jobs of all tenants, start again or give up what failed; `npm run jobs -- help` says how.',
  'settings:rebuild': 'Fill the read store (DynamoDB) anew from PostgreSQL; `npm run settings:rebuild -- --help` says how.',
  test: 'Everything that proves the product; `npm test -- test/unit` runs a part.',
  bench: 'Measure requests per second against a hand-written server.',
  'bench:growth': 'Measure that a page of a list takes as long among a million rows as among a thousand.',
  'bench:sign-in': 'Measure that a refused sign-in takes as long whatever was wrong.',
  'bench:jobs': 'Measure jobs, from the request to the effect, beside plain Agenda and graphile-worker.',
  'bench:realtime': 'Measure what a cached setting adds to a request, and how late events come to a thousand clients.',
  'chaos:jobs': 'Kill workers at every point of a job, and count what was lost or done twice.',
  'chaos:redis': 'Kill and freeze Redis under a busy installation, and hold every answer against what it has to be.',
  'bench:start': 'Measure how long a start takes, the first, later ones and those after kill -9.',
  typecheck: 'Check the types.',
  lint: 'Check the code against the lint rules.',
  fences: 'Check which layer imports which.',
  deadcode: 'Find files, exports and dependencies that nothing uses.',
  check: 'All checks and all tests.',
};

/** The scripts, a line each. */
export function listOfScripts(): string {
  const rows = Object.entries(scripts).map(([name, purpose]) => [name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`, purpose]);
  return aligned(rows);
}

/** The environment variables: name, what absence comes to, meaning. */
export function listOfSettings(): string {
  return documentedSettings
    .map(({ name, means, expects, absent }) => `${name}\n  ${means}\n  Expects ${expects}. Absent: ${absent}.\n`)
    .join('\n');
}

function aligned(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first]) => first?.length ?? 0));
  return rows.map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}\n`).join('');
}
