// What workers are told by NOTIFY. Nothing is lost when it is not heard: they look by themselves as well.

/** Events or jobs were committed. Without a message. */
export const WORK_CHANNEL = 'atrium_work';

/** Jobs were admitted, and can be started. A message says how many, and of which type, as in `3 invoicing.render-invoice-pdf`. */
export const ADMITTED_CHANNEL = 'atrium_admitted';

/** What runs was cancelled, and is to be stopped. The message is the id of the job. */
export const CANCELLED_CHANNEL = 'atrium_cancelled';
