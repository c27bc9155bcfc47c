import { CancelOperation } from '../../../application/operations/cancel-operation.js';
import { FindOperation } from '../../../application/operations/find-operation.js';
import { JobId } from '../../../application/shared/job-type.js';
import { OperationEnded, OperationNotFound } from '../../../domain/operations/operations-refusals.js';
import { endpoint, ok } from '../../shared/http/endpoint.js';
import { operationOf, OperationView } from '../../shared/http/operation-shape.js';
import { Id } from '../../shared/http/wires.js';

class OperationParams {
  @Id(JobId) operationId!: JobId;
}

export const operationEndpoints = [
  endpoint({
    route: 'GET /v1/operations/{operationId}',
    summary: 'Show an operation',
    description:
      'Work that an answer of 202 has told of, shown to whoever asked for it. An operation that has failed may be pending again later, when an operator has it started once more.',
    params: OperationParams,
    calls: FindOperation,
    with: ({ params }) => params,
    answers: ok(OperationView, operationOf),
    refuses: [OperationNotFound],
  }),

  endpoint({
    route: 'POST /v1/operations/{operationId}/cancel',
    summary: 'Cancel an operation',
    description:
      'What is pending is cancelled at once. What is running is told to stop, and shown as running until it has; to cancel it again meanwhile changes nothing. Takes no `If-Match`: the version of an operation moves by itself, with its progress.',
    params: OperationParams,
    calls: CancelOperation,
    with: ({ params }) => params,
    answers: ok(OperationView, operationOf),
    refuses: [OperationNotFound, OperationEnded],
  }),
];
