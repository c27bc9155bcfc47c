import { type DestinationStream, type Logger, pino } from 'pino';

/** Members that are never written, wherever a line has them. */
const secrets = ['password', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie', 'masterKey', 'secret'];

/** JSON lines, on stderr unless told: stdout is for people. */
export function newLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    },
    to,
  );
}
