import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BadConfiguration, documentedSettings, type Environment, isLoopback, readConfiguration } from '../../infrastructure/configuration.js';

const key = 'q'.repeat(43);
const elsewhere = { DATABASE_URL: 'postgres://owner:s3cret@db.example:6543/product', ATRIUM_MASTER_KEY: key };

describe('reading the configuration', () => {
  it('serves on the embedded database of this machine when nothing is said', () => {
    expect(readConfiguration({})).to.deep.equal({
      role: 'all',
      host: '127.0.0.1',
      port: 3000,
      operationsPort: 3001,
      publicUrl: 'http://127.0.0.1:3000',
      trustedProxies: [],
      dataDirectory: resolve('.atrium'),
      masterKey: null,
      database: { kind: 'embedded', port: 0 },
      documents: { kind: 'embedded', table: 'atrium-documents' },
      redis: null,
      pool: {
        size: 10,
        waitMs: 2000,
        statementTimeoutMs: 10_000,
        lockTimeoutMs: 3000,
        idleInTransactionTimeoutMs: 10_000,
        preparedStatements: 200,
      },
      jobs: { concurrency: 10, perTenant: 5 },
      logLevel: 'info',
      shutdownGraceMs: 10_000,
      streams: { inAll: 2_000, perTenant: 200 },
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: '' })).to.deep.equal(readConfiguration({}));
  });

  it('cannot be changed afterwards', () => {
    const configuration = readConfiguration(elsewhere);
    expect([configuration, configuration.pool, configuration.database].every(Object.isFrozen)).to.equal(true);
  });

  it('reads where the database is, and as whom to migrate it', () => {
    expect(readConfiguration(elsewhere).database).to.deep.equal({
      kind: 'migrated',
      connection: { host: 'db.example', port: 6543, user: 'owner', password: 's3cret', database: 'product', ssl: false },
    });
  });

  it('does not migrate when the roles to run as are given', () => {
    const { database } = readConfiguration({
      ATRIUM_APP_DATABASE_URL: 'postgresql://app:p%40ss@[::1]/product',
      ATRIUM_SYSTEM_DATABASE_URL: 'postgresql://system:word@[::1]/product',
      ATRIUM_MASTER_KEY: key,
    });
    expect(database).to.deep.equal({
      kind: 'given',
      app: { host: '::1', port: 5432, user: 'app', password: 'p@ss', database: 'product', ssl: false },
      system: { host: '::1', port: 5432, user: 'system', password: 'word', database: 'product', ssl: false },
    });
  });

  for (const [form, text] of Object.entries({
    base64url: Buffer.alloc(32, 251).toString('base64url'),
    base64: Buffer.alloc(32, 251).toString('base64'),
    hex: Buffer.alloc(32, 251).toString('hex'),
  })) {
    it(`reads a master key in ${form}`, () => {
      expect(readConfiguration({ ATRIUM_MASTER_KEY: text }).masterKey).to.deep.equal(new Uint8Array(32).fill(251));
    });
  }

  describe('which DynamoDB', () => {
    const endpoint = 'https://dynamodb.example:8443';
    const table = 'atrium-documents';
    const elsewhereIn = (region: string) => ({ ...elsewhere, AWS_REGION: region });
    const sources: readonly (readonly [what: string, Environment, object])[] = [
      ['the embedded one, whatever AWS settings a shell has', { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIA' }, { kind: 'embedded', table }],
      ['Amazon’s, when that is said', { ATRIUM_DYNAMODB: 'aws', ATRIUM_DYNAMODB_TABLE: 'copies' }, { kind: 'aws', table: 'copies' }],
      ['Amazon’s in a region, beside a database of one’s own', elsewhereIn('eu-central-1'), { kind: 'aws', table }],
      ['none beside a database of one’s own without one', elsewhere, { kind: 'none' }],
      ['none, when that is said', { ...elsewhereIn('eu-central-1'), DYNAMODB_ENDPOINT: endpoint, ATRIUM_DYNAMODB: 'none' }, { kind: 'none' }],
      ['the one of an endpoint, with credentials', { DYNAMODB_ENDPOINT: endpoint, AWS_REGION: 'eu-west-1' }, { kind: 'endpoint', endpoint, region: 'eu-west-1', credentials: true, table }],
      ['one that is reached without TLS, and without credentials', { DYNAMODB_ENDPOINT: 'http://db:8000' }, { kind: 'endpoint', endpoint: 'http://db:8000', region: 'us-east-1', credentials: false, table }],
      ['the same, with credentials that are there', { DYNAMODB_ENDPOINT: 'http://db:8000', AWS_ACCESS_KEY_ID: 'AKIA' }, { kind: 'endpoint', endpoint: 'http://db:8000', region: 'us-east-1', credentials: true, table }],
    ];
    for (const [what, environment, source] of sources) {
      it(`is ${what}`, () => {
        const { documents } = readConfiguration(environment);
        expect(documents).to.deep.equal(source);
        expect(Object.isFrozen(documents)).to.equal(true);
      });
    }
  });

  it('reads which proxies are trusted: addresses and subnets', () => {
    const { trustedProxies } = readConfiguration({ ATRIUM_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7,2001:db8::/32 , ::1,::ffff:192.0.2.1' });
    expect(trustedProxies).to.deep.equal(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1', '::ffff:192.0.2.1']);
    expect(Object.isFrozen(trustedProxies)).to.equal(true);
  });

  describe('TLS to the database', () => {
    const sslWith = (environment: Environment) => {
      const { database } = readConfiguration({ ...elsewhere, ...environment });
      return database.kind === 'migrated' ? database.connection.ssl : undefined;
    };

    it('is verified whenever it is demanded', () => {
      for (const mode of ['require', 'verify-full']) {
        expect(sslWith({ DATABASE_URL: `${elsewhere.DATABASE_URL}?sslmode=${mode}` })).to.deep.equal({ rejectUnauthorized: true });
      }
      expect(sslWith({ ATRIUM_DATABASE_TLS: 'verify-full' })).to.deep.equal({ rejectUnauthorized: true });
      expect(sslWith({ ATRIUM_DATABASE_TLS: 'verify-ca' })).to.include({ rejectUnauthorized: true });
    });

    it('trusts the authorities of a file', () => {
      const directory = mkdtempSync(join(tmpdir(), 'atrium-ca-'));
      try {
        const file = join(directory, 'ca.pem');
        writeFileSync(file, '-----BEGIN CERTIFICATE-----\n');
        expect(sslWith({ ATRIUM_DATABASE_TLS: 'verify-full', ATRIUM_DATABASE_CA_FILE: file })).to.deep.equal({
          rejectUnauthorized: true,
          ca: '-----BEGIN CERTIFICATE-----\n',
        });
        writeFileSync(file, 'hello');
        expect(() => sslWith({ ATRIUM_DATABASE_CA_FILE: file })).to.throw(BadConfiguration, 'ATRIUM_DATABASE_CA_FILE must be a readable file');
      } finally {
        rmSync(directory, { recursive: true });
      }
    });
  });

  describe('Redis', () => {
    const redisOf = (environment: Environment) => readConfiguration(environment).redis;

    it('is a single server, or a Cluster when there are several nodes or when that is said', () => {
      const single = {
        nodes: [{ host: 'cache.example', port: 6379 }], isCluster: false, user: null, password: null, database: 0, isEncrypted: false, prefix: 'atrium', authorities: undefined,
      };
      expect(redisOf({ REDIS_URL: 'redis://cache.example' })).to.deep.equal(single);
      expect(redisOf({ REDIS_URL: 'redis://cache.example', ATRIUM_REDIS_CLUSTER: 'yes', ATRIUM_REDIS_PREFIX: 'blue' })).to.deep.equal({ ...single, isCluster: true, prefix: 'blue' });
      expect(redisOf({ REDIS_URL: 'rediss://app:p%40ss@[::1]:7000,rediss://app:p%40ss@b.example:7001/' })).to.deep.equal({
        ...single, nodes: [{ host: '::1', port: 7000 }, { host: 'b.example', port: 7001 }], isCluster: true, user: 'app', password: 'p@ss', isEncrypted: true,
      });
      expect(redisOf({ REDIS_URL: 'redis://cache.example/3' })).to.include({ database: 3 });
    });

    for (const [what, url] of Object.entries({
      'another protocol': 'http://cache.example',
      'no host': 'redis://',
      'an option': 'redis://cache.example?db=1',
      'a database that is no number': 'redis://cache.example/one',
      'nodes with two passwords': 'redis://:hunter2@a.example,redis://:hunter3@b.example',
      'nodes of which one is encrypted': 'redis://a.example,rediss://b.example',
      'a password with a raw %': 'redis://:hunter2%@a.example',
      'a comma too many': 'redis://a.example,',
    })) {
      it(`is not reached with ${what}, and that is said without the value`, () => {
        expect(() => redisOf({ REDIS_URL: url })).to.throw(BadConfiguration, /^REDIS_URL must be redis:\/\/user:password@host:port, or rediss[^2]*$/);
      });
    }

    it('is a Cluster with the first database alone', () => {
      expect(() => redisOf({ REDIS_URL: 'redis://a.example/1', ATRIUM_REDIS_CLUSTER: 'yes' })).to.throw(BadConfiguration, 'no other database than 0');
      expect(() => redisOf({ REDIS_URL: 'redis://a.example,redis://b.example', ATRIUM_REDIS_CLUSTER: 'no' })).to.throw(BadConfiguration, 'ATRIUM_REDIS_CLUSTER must be yes');
    });
  });

  describe('refuses, naming the variable and what is expected,', () => {
    const url = 'postgres://user:password@host:port/database';
    const refusals: Record<string, [Environment, string]> = {
      'a port that is none': [{ PORT: 'http' }, 'PORT must be a port from 1 to 65535, not "http".'],
      'port 0': [{ PORT: '0' }, 'PORT must be a port from 1 to 65535, not "0".'],
      'a port beyond the last': [{ PORT: '65536' }, 'PORT must be a port from 1 to 65535'],
      'the same port twice': [{ PORT: '4000', ATRIUM_OPS_PORT: '4000' }, 'ATRIUM_OPS_PORT must be a port from 1 to 65535 other than PORT.'],
      'no port left for operators': [{ PORT: '65535' }, 'ATRIUM_OPS_PORT must be'],
      'a host with a path': [{ HOST: 'a/b' }, 'HOST must be an address or a host name'],
      'an unknown role': [{ ATRIUM_ROLE: 'boss' }, 'ATRIUM_ROLE must be api, worker or all, not "boss".'],
      'an unknown level': [{ ATRIUM_LOG_LEVEL: 'loud' }, 'ATRIUM_LOG_LEVEL must be trace, debug'],
      'a public URL with a query': [{ ATRIUM_PUBLIC_URL: 'https://a.example/?x' }, 'ATRIUM_PUBLIC_URL must be an http or https URL'],
      'no time at all': [{ ATRIUM_DATABASE_POOL_WAIT_MS: '0' }, 'ATRIUM_DATABASE_POOL_WAIT_MS must be a number of milliseconds'],
      'half a connection': [{ ATRIUM_DATABASE_POOL_SIZE: '0.5' }, 'ATRIUM_DATABASE_POOL_SIZE must be a number from 1 to 1000'],
      'a URL of another database': [{ DATABASE_URL: 'mysql://a:b@c/d' }, `DATABASE_URL must be ${url}`],
      'a URL without a database': [{ DATABASE_URL: 'postgres://a:b@c' }, `DATABASE_URL must be ${url}`],
      'a password with a raw %': [{ DATABASE_URL: 'postgres://a:100%@c/d' }, `DATABASE_URL must be ${url}`],
      'a mode of TLS that every object has': [{ DATABASE_URL: 'postgres://a:b@c/d?sslmode=toString' }, `DATABASE_URL must be ${url}`],
      'an option that would be ignored': [{ DATABASE_URL: 'postgres://a:b@c/d?sslrootcert=x' }, `DATABASE_URL must be ${url}`],
      'one role to run as without the other': [
        { ATRIUM_APP_DATABASE_URL: 'postgres://a:b@c/d' },
        'ATRIUM_SYSTEM_DATABASE_URL must be set too',
      ],
      'a database of one’s own without a master key': [{ DATABASE_URL: elsewhere.DATABASE_URL }, 'ATRIUM_MASTER_KEY must be set'],
      ...Object.fromEntries(
        ['balancer.example', 'loopback', '10.0.0', '10.0.0.0/33', '10.0.0.0/0', '::1/129', '10.0.0.1,', 'fe80::1%eth0', '10.0.0.0/255.0.0.0'].map((given) => [
          `${given} for a proxy`,
          [{ ATRIUM_TRUSTED_PROXIES: given }, `ATRIUM_TRUSTED_PROXIES must be addresses and CIDR subnets, separated by commas, not "${given}".`] as [Environment, string],
        ]),
      ),
      'a short master key': [{ ATRIUM_MASTER_KEY: 'q'.repeat(42) }, 'ATRIUM_MASTER_KEY must be 32 bytes in base64url, base64 or hex.'],
      'a missing file of Redis’s': [{ REDIS_URL: 'rediss://a.example', ATRIUM_REDIS_CA_FILE: '/nowhere/ca.pem' }, 'ATRIUM_REDIS_CA_FILE must be a readable file'],
      'braces in a prefix': [{ ATRIUM_REDIS_PREFIX: 'a{b}' }, 'ATRIUM_REDIS_PREFIX must be 1 to 64 letters'],
      'an endpoint that is no URL': [{ DYNAMODB_ENDPOINT: '127.0.0.1:8000' }, 'DYNAMODB_ENDPOINT must be an http or https URL without credentials or a query'],
      'an endpoint with a password': [{ DYNAMODB_ENDPOINT: 'http://a:b@db' }, 'DYNAMODB_ENDPOINT must be an http or https URL without credentials'],
      'a DynamoDB of nobody’s': [{ ATRIUM_DYNAMODB: 'gcp' }, 'ATRIUM_DYNAMODB must be aws or none, not "gcp".'],
      'an endpoint and Amazon’s': [{ ATRIUM_DYNAMODB: 'aws', DYNAMODB_ENDPOINT: 'http://db' }, 'DYNAMODB_ENDPOINT must be absent where ATRIUM_DYNAMODB is aws.'],
      'a table with a space': [{ ATRIUM_DYNAMODB_TABLE: 'my table' }, 'ATRIUM_DYNAMODB_TABLE must be a name of 3 to 255 letters'],
      'a missing file': [{ ATRIUM_DATABASE_CA_FILE: '/nowhere/ca.pem' }, 'ATRIUM_DATABASE_CA_FILE must be a readable file'],
      'a name that is misspelt': [
        { ATRIUM_DATABASE_POOLSIZE: '3' },
        'ATRIUM_DATABASE_POOLSIZE is not a setting of Atrium; the nearest is ATRIUM_DATABASE_POOL_SIZE.',
      ],
    };
    for (const [what, [environment, sentence]] of Object.entries(refusals)) {
      it(what, () => {
        expect(() => readConfiguration(environment)).to.throw(BadConfiguration, sentence);
      });
    }
  });

  it('never repeats what may be a secret', () => {
    for (const name of ['ATRIUM_MASTER_KEY', 'DATABASE_URL', 'ATRIUM_APP_DATABASE_URL', 'ATRIUM_SYSTEM_DATABASE_URL']) {
      expect(() => readConfiguration({ [name]: 'hunter2' })).to.throw(BadConfiguration).with.property('message').that.does.not.include('hunter2');
    }
  });

  it('is documented whole', () => {
    expect(documentedSettings).to.have.length.of.at.least(20);
    for (const { name, means, expects, absent } of documentedSettings) {
      expect([name, means, expects, absent].join('|'), name).to.match(/^[A-Z_]+\|[^|]+\.\|[^|]+\|[^|]+$/);
    }
  });

  it('knows which addresses only this machine reaches', () => {
    expect(['127.0.0.1', '127.8.9.1', '::1', 'localhost'].map(isLoopback)).to.deep.equal([true, true, true, true]);
    expect(['0.0.0.0', '::', '10.0.0.1', 'db.example'].map(isLoopback)).to.deep.equal([false, false, false, false]);
  });
});
