import { IsIn, IsInt, IsNumber, IsString, Max, Min } from 'class-validator';
import type { Job, JobStatus } from '../../../application/shared/job.js';
import { JobId } from '../../../application/shared/job-type.js';
import { Example, Meaning, Nullable, One } from './fields.js';
import { Id, Instant } from './wires.js';

const operationStatuses = ['pending', 'running', 'succeeded', 'failed', 'cancelled'] as const;
type OperationStatus = (typeof operationStatuses)[number];

class OperationResult {
  @Example('/v1/invoices/01980f3c-5a7e-7c3d-8e4f-0123456789ab') @Meaning('The path where what was made is found') @IsString() location!: string;
}

class OperationProblem {
  @Example('invoicing.invoice-not-found') @Meaning('As in the problem of a refused request') @IsString() code!: string;
  @Example('There is no such invoice') @IsString() detail!: string;
}

/** A job, as whoever asked for it sees it. */
export class OperationView {
  @Id(JobId) id!: JobId;
  @Example('invoicing.render-invoice-pdf') @Meaning('What is done') @IsString() type!: string;
  @Example('succeeded') @IsIn(operationStatuses) status!: OperationStatus;
  @Example(1) @Meaning('How far it is, from 0 to 1') @IsNumber() @Min(0) @Max(1) progress!: number;
  @Meaning('Null unless it has succeeded and made something') @Nullable() @One(() => OperationResult) result!: OperationResult | null;
  @Example(null) @Meaning('Null unless it has failed') @Nullable() @One(() => OperationProblem) problem!: OperationProblem | null;
  @Instant() requestedAt!: Date;
  @Nullable() @Instant() finishedAt!: Date | null;
  @IsInt() version!: number;
}

/** The view of a job. One that waits for its next start shows no problem: it has not failed yet. */
export const operationOf = ({ status: jobStatus, problem, ...job }: Job): OperationView => {
  const status = shown[jobStatus];
  return { ...job, status, problem: status === 'failed' ? problem : null };
};

const shown: Readonly<Record<JobStatus, OperationStatus>> = {
  waiting: 'pending',
  admitted: 'pending',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  quarantined: 'failed',
  cancelled: 'cancelled',
};
