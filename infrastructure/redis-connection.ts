/** How to reach a Redis, or a Cluster of them. */
export type RedisConnection = {
  /** One, or of a Cluster those to begin with. */
  readonly nodes: readonly RedisNode[];
  readonly isCluster: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** Its number. */
  readonly database: number;
  readonly isEncrypted: boolean;
};

export type RedisNode = { readonly host: string; readonly port: number };

/**
 * Reads `redis://user:password@host:port/0`, or `rediss://` for an encrypted connection; several, separated by commas, are
 * nodes of a Cluster, and agree in all but host and port. Null when it is anything else.
 */
export function redisConnection(text: string): RedisConnection | null {
  const all = text.split(',').map((one) => nodeOf(one.trim()));
  const [first] = all;
  if (first === undefined || first === null) return null;
  const { node: _, ...shared } = first;
  const nodes: RedisNode[] = [];
  for (const one of all) {
    if (one === null || Object.entries(shared).some(([name, value]) => one[name as keyof typeof shared] !== value)) return null;
    nodes.push(one.node);
  }
  return Object.freeze({ ...shared, nodes: Object.freeze(nodes), isCluster: nodes.length > 1 });
}

function nodeOf(url: string) {
  const [, scheme] = /^(rediss?):\/\/./.exec(url) ?? [];
  if (scheme === undefined || !URL.canParse(url)) return null;
  const { hostname, port, username, password, pathname, search, hash } = new URL(url);
  const [user, secret] = [username, password].map(decoded);
  const database = /^\/?(\d{0,4})$/.exec(pathname)?.[1];
  if (hostname === '' || database === undefined || search !== '' || hash !== '' || user === undefined || secret === undefined) return null;
  return {
    node: { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? 6379 : Number(port) },
    user: user === '' ? null : user,
    password: secret === '' ? null : secret,
    database: Number(database),
    isEncrypted: scheme === 'rediss',
  };
}

/** Undefined when a `%` in it begins no escape. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
