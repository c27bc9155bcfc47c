import pg from 'pg';
import type { DatabaseConnection } from './database-connection.js';

const ANSWER_WITHIN_MS = 10_000;

/** Connections for Agenda, to be ended by whoever made them. PostgreSQL may say nothing at all: a connection is given up then. */
export const triggerPool = (connection: DatabaseConnection, size: number, answerWithinMs = ANSWER_WITHIN_MS): pg.Pool =>
  new pg.Pool({
    ...connection,
    max: size,
    application_name: 'atrium agenda',
    keepAlive: true,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
  });
