import { refusal } from '../shared/domain-error.js';

export class UnknownEventType extends refusal('invalid', 'integrations.unknown-event-type', 'There is no such type of event') {}

/** Made up, changed, or given to another tenant. */
export class UnknownEventId extends refusal(
  'invalid',
  'integrations.unknown-event-id',
  'This is not the id of an event',
  'Send the id of an event as it came.',
) {}

/** Whoever went on from there would miss something without being told. */
export class EventsForgotten extends refusal(
  'conflict',
  'integrations.events-forgotten',
  'What followed this event cannot be told any more',
  'Look at everything as it is now, then follow from the beginning of the list, or from now on.',
) {}
