import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Carries, Example, Meaning, Optional, type Wire } from '../../shared/http/fields.js';
import { Instant } from '../../shared/http/wires.js';

type EventContent = Readonly<Record<string, unknown>>;

/** JSON already: of what happened, what its context has declared to be seen. */
const content: Wire<EventContent, EventContent> = {
  name: 'EventContent',
  schema: {
    type: ['object'],
    description: 'What is told of it, by its type',
    examples: [{ userId: '01980f3c-5a7e-7c3d-8e4f-0123456789ab' }],
  },
  read: (json) => json,
  write: (value) => value,
};

const EXAMPLE_ID = 'BhxoI4aMWNVvGV4m3ciBuTE';

export class EventTypes {
  @Example(['identity.user-registered']) @Meaning('Of these types only; of all that the caller may see when absent')
  @Optional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(100, { each: true })
  types?: readonly string[];
}

export class EventFilter extends PageQuery {
  @Example(['identity.user-registered']) @Meaning('Of these types only; of all that the caller may see when absent')
  @Optional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(100, { each: true })
  types?: readonly string[];

  @Meaning('The id of an event: what followed it') @Optional() @IsString() @MaxLength(100) since?: string;
}

export class EventView {
  @Example(EXAMPLE_ID) @Meaning('Where it is in the order of what happened: good as `since` and as `Last-Event-ID`') @IsString() id!: string;
  @Example('identity.user-registered') @IsString() type!: string;
  @Instant() occurredAt!: Date;
  @Carries(content) data!: EventContent;
}
