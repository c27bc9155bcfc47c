import { type DestinationStream, type Logger, pino } from 'pino';

/** Members that are never written, however deep a line has them. In lower case: `PASSWORD` is one as well. */
const SECRETS = new Set([
  'password',
  'currentpassword',
  'newpassword',
  'passwordhash',
  'token',
  'accesstoken',
  'refreshtoken',
  'refreshhash',
  'authorization',
  'cookie',
  'setcookie',
  'masterkey',
  'secret',
  'secrethash',
  'sealedprivatekey',
  'privatekey',
  'connectionstring',
]);

const DEEPEST = 10;

/** JSON lines, on stderr unless told: stdout is for people. */
export function newLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      depthLimit: DEEPEST + 1,
      formatters: {
        level: (label) => ({ level: label }),
        log: (line) => Object.fromEntries(Object.entries(line).map(([name, value]) => [name, redactedAs(name, value, [])])),
      },
      // the formatter has made plain objects of errors
      serializers: { err: (plain: unknown) => plain },
    },
    to,
  );
}

const redactedAs = (name: string, value: unknown, within: readonly object[]): unknown =>
  SECRETS.has(name.toLowerCase().replaceAll(/[-_]/g, '')) ? '[redacted]' : redacted(value, within);

/** A copy without secrets. What JSON writes in a way of its own, such as a date, stays as it is. */
function redacted(value: unknown, within: readonly object[]): unknown {
  if (typeof value !== 'object' || value === null || 'toJSON' in value || ArrayBuffer.isView(value)) return value;
  if (within.includes(value)) return '[circular]';
  if (within.length >= DEEPEST) return '[deeper]';
  const around = [...within, value];
  if (Array.isArray(value)) return value.map((item) => redacted(item, around));
  const plain = value instanceof Error ? pino.stdSerializers.err(value) : value;
  return Object.fromEntries(Object.entries(plain).map(([name, member]) => [name, redactedAs(name, member, around)]));
}
