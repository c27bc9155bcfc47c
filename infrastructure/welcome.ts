import type { Demo, DemoSignIn } from './demo.js';

export type Addresses = {
  /** Null for a process without an API. */
  readonly api: string | null;
  readonly operations: string;
};

/** What a person needs next, when the process is ready. */
export function welcome({ api, operations }: Addresses, demo: Demo | null, isAlone: boolean): string {
  const addresses = [
    ...(api === null ? [] : [`  API         ${api}`, `  Docs        ${api}/docs`]),
    `  Operations  ${operations}/readyz`,
    ...(isAlone ? ['', '  Caches and real-time are for this one process; with REDIS_URL, several share them.'] : []),
  ];
  return ['', 'Atrium is ready.', '', ...addresses, '', ...(api === null || demo === null ? [] : demo === 'unknown' ? noTour : tour(api, demo))].join('\n');
}

const noTour = ['  No demo sign-in: there is a tenant demo already, and the file demo-password, which would know its password, is missing.', '', ''];

function tour(api: string, demo: DemoSignIn): readonly string[] {
  const token = `sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/'`;
  return [
    `  Demo sign-in: tenant ${demo.tenant}, email ${demo.email}, password ${demo.password}`,
    '',
    '  Sign in, then ask who you are:',
    '',
    `token=$(curl -s ${api}/v1/sessions -H 'content-type: application/json' -d '${JSON.stringify(demo)}' | ${token})`,
    `curl -s ${api}/v1/me -H "authorization: Bearer $token"`,
    '',
    '',
  ];
}
