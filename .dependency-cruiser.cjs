// The law: domain ← application ← adapters ← infrastructure ← composition-root. test/architecture/fences.spec.ts plants
// a violation of each rule and sees it caught. Run by `npm run fences`.
const anyContext = '^(?:domain|application|adapters)/';
const composing = '^composition-root[.]ts$';

/** A rule that lets a library be imported only from the places named. Tests may use what they like. */
const livesIn = (name, comment, library, ...homes) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: ['^test/', '^node_modules/', ...homes] },
  to: { path: `(?:^|/)node_modules/(?:${library})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-depends-on-nothing',
      comment: 'The domain is plain TypeScript: no library, nothing of Node.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'application-depends-on-domain-only',
      comment: 'Use cases speak to the world through ports that they own: no library, nothing of Node.',
      severity: 'error',
      from: { path: '^application/' },
      to: { pathNot: '^(?:application|domain)/' },
    },
    {
      name: 'adapters-are-not-wired-here',
      comment: 'Adapters take clients in through their constructors; they never fetch one.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: ['^infrastructure/', composing] },
    },
    {
      name: 'only-the-process-composes',
      comment: 'The composition root is outermost: the process that serves, the commands that seed, rebuild and list all settings and the tests ask it for the whole, nothing else.',
      severity: 'error',
      from: { pathNot: ['^infrastructure/(?:main|seed|settings|settings-rebuild)[.]ts$', '^test/', composing] },
      to: { path: composing },
    },
    {
      name: 'contexts-meet-through-published-language',
      comment: "Another context's application/<context>/published.ts is the only door to it.",
      severity: 'error',
      from: { path: `${anyContext}([^/]+)/`, pathNot: `${anyContext}shared/` },
      to: {
        path: `${anyContext}[^/]+/`,
        pathNot: [`${anyContext}(?:$1|shared)/`, '^application/[^/]+/published[.]ts$'],
      },
    },
    {
      name: 'shared-knows-no-context',
      comment: 'The kernel cannot depend on those who depend on it.',
      severity: 'error',
      from: { path: `${anyContext}shared/` },
      to: { path: `${anyContext}(?!shared/)[^/]+/` },
    },
    {
      name: 'modules-wire-their-own-context',
      comment: "A module binds its context; a neighbour's published tokens are all that it needs of one.",
      severity: 'error',
      from: { path: '^infrastructure/modules/([^/]+)[.]module[.]ts$', pathNot: '^infrastructure/modules/shared[.]' },
      to: {
        path: `${anyContext}[^/]+/`,
        pathNot: [`${anyContext}(?:$1|shared)/`, '^application/[^/]+/published[.]ts$'],
      },
    },
    {
      name: 'adapters-of-different-technology-are-strangers',
      comment: 'http/ must not lean on postgres/, neither on that of its own context nor on the shared one.',
      severity: 'error',
      from: { path: '^adapters/[^/]+/([^/]+)/' },
      to: { path: '^adapters/[^/]+/[^/]+/', pathNot: '^adapters/[^/]+/$1/' },
    },
    {
      name: 'no-fakes-in-production',
      comment: 'What is in memory/ is for tests alone.',
      severity: 'error',
      from: { pathNot: ['^test/', '^adapters/[^/]+/memory/', '^node_modules/'] },
      to: { path: ['^adapters/[^/]+/memory/', '^test/'] },
    },
    {
      name: 'invoicing-can-be-removed',
      comment: 'The reference context: deleting its folders, its module and its two lines of the composition root leaves a product that builds.',
      severity: 'error',
      from: {
        pathNot: [`${anyContext}invoicing/`, '^infrastructure/modules/invoicing[.]', composing, '^test/[^/]+/invoicing/'],
      },
      to: { path: [`${anyContext}invoicing/`, '^infrastructure/modules/invoicing[.]', '^test/[^/]+/invoicing/'] },
    },
    livesIn(
      'inversify-lives-in-infrastructure',
      'The container is a detail of wiring.',
      '@?inversify[^/]*|reflect-metadata',
      '^infrastructure/',
      composing,
    ),
    livesIn(
      'class-validator-lives-at-the-http-edge',
      'Requests are declared with it; the business validates itself.',
      'class-validator|class-validator-jsonschema|ajv',
      '^adapters/[^/]+/http/',
    ),
    livesIn(
      'express-lives-at-the-http-edge',
      'Nothing but the HTTP edge and the server knows of requests.',
      'express|helmet|passport|passport-http-bearer|swagger-ui-dist',
      '^adapters/[^/]+/http/',
      '^infrastructure/',
    ),
    livesIn('event-streams-live-at-the-http-edge', 'What happens is written as server-sent events where it is answered.', 'better-sse', '^adapters/[^/]+/http/'),
    livesIn(
      'sql-lives-in-postgres-adapters',
      'Statements are written where the database is spoken to.',
      'slonik|@slonik/[^/]+|pg|pg-[^/]+|node-pg-migrate',
      '^adapters/[^/]+/postgres/',
      '^infrastructure/',
    ),
    livesIn(
      'agenda-lives-in-its-adapters',
      'What starts jobs is a detail: the record of a job decides.',
      'agenda|@agendajs/[^/]+',
      '^adapters/[^/]+/agenda/',
      '^infrastructure/',
    ),
    livesIn('agendash-lives-in-infrastructure', 'The dashboard is served to operators alone.', 'agendash', '^infrastructure/'),
    livesIn(
      'dynamodb-lives-in-its-adapters',
      'What is away when DynamoDB is, is known in one place.',
      '@aws-sdk/[^/]+|dynalite',
      '^adapters/[^/]+/dynamodb/',
      '^infrastructure/',
    ),
    livesIn('cron-lives-in-its-adapters', 'How due times are reckoned is a detail of schedules.', 'cron-parser', '^adapters/[^/]+/cron/'),
    livesIn(
      'pdfkit-lives-in-its-adapters',
      'Papers are drawn in threads of their own, with a library and fonts that nothing else knows.',
      'pdfkit|fontkit|piscina|@expo-google-fonts',
      '^adapters/[^/]+/pdfkit/',
    ),
    {
      name: 'production-needs-no-dev-dependency',
      comment: 'What runs must be there after `npm ci --omit=dev`.',
      severity: 'error',
      from: { path: ['^(?:domain|application|adapters|infrastructure)/', composing] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(?:^|/)node_modules/@types/' },
    },
    {
      name: 'no-unresolved-imports',
      comment: 'A rule is blind to what cannot be resolved.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Neither of values nor of types.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
