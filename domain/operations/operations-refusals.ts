import { refusal } from '../shared/domain-error.js';

export class OperationNotFound extends refusal(
  'not-found',
  'operations.operation-not-found',
  'There is no such operation',
  'Check the id. An operation is shown to whoever asked for it, and to nobody else.',
) {}

export class OperationEnded extends refusal('conflict', 'operations.operation-ended', 'The operation has ended') {}

export class JobNotFound extends refusal('not-found', 'operations.job-not-found', 'There is no job of this id') {}

/** Only what has failed, or is in quarantine, is started again by hand. */
export class JobNotInTrouble extends refusal('conflict', 'operations.job-not-in-trouble', 'The job has neither failed nor is it in quarantine') {}

export class JobRunning extends refusal('conflict', 'operations.job-running', 'The job is running') {}

export class JobEnded extends refusal('conflict', 'operations.job-ended', 'The job has ended') {}
