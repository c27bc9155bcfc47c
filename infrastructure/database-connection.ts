import type { ConnectionOptions } from 'node:tls';

/** How to reach one database as one role, in the words that pg's clients take. */
export type DatabaseConnection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl: false | ConnectionOptions;
};

/** `verify-ca` checks who signed the certificate, `verify-full` the server's name as well. Nothing is encrypted unverified. */
export const tlsModes = ['disable', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** What libpq calls `require` encrypts without looking at the certificate; here it is looked at. */
const tlsModeOf: Record<string, TlsMode> = {
  disable: 'disable',
  require: 'verify-full',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
};

export type Tls = {
  /** Absent: what the URL's `sslmode` says, else `disable`. */
  readonly mode?: TlsMode | undefined;
  /** Certificates of the authorities to trust, in PEM. Absent: those that Node trusts. */
  readonly authorities?: string | undefined;
};

/** Reads `postgres://user:password@host:port/database`, with `?sslmode=` at most. Null when it is anything else. */
export function databaseConnection(url: string, tls: Tls = {}): DatabaseConnection | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  const [user, secret, database] = [username, password, pathname.slice(1)].map(decoded);
  const sslmode = searchParams.get('sslmode') ?? 'disable';
  const known = [...searchParams.keys()].every((name) => name === 'sslmode') && Object.hasOwn(tlsModeOf, sslmode);
  if (!/^postgres(ql)?:$/.test(protocol) || !hostname || !known) return null;
  if (!user || secret === undefined || secret === null || !database || database.includes('/')) return null;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return Object.freeze({
    host,
    port: port === '' ? 5432 : Number(port),
    user,
    password: secret,
    database,
    ssl: sslOf(tls.mode ?? tlsModeOf[sslmode] ?? 'verify-full', tls.authorities),
  });
}

function sslOf(mode: TlsMode, authorities: string | undefined): false | ConnectionOptions {
  if (mode === 'disable') return false;
  return {
    rejectUnauthorized: true,
    ...(authorities === undefined ? {} : { ca: authorities }),
    ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  };
}

/** Null when a `%` in it begins no escape. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
