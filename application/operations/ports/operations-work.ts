import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Operations } from './operations.js';

export type OperationsScope = { readonly operations: Operations };

/** One step on what somebody has asked for. */
export abstract class OperationsWork extends UnitOfWork<OperationsScope> {}
