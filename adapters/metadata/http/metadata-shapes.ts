import { IsInt } from 'class-validator';
import { Pairs } from '../../../domain/metadata/pairs.js';
import { ResourceId } from '../../../domain/metadata/resource-id.js';
import { Carries, Example, Many, Meaning } from '../../shared/http/fields.js';
import { Id, Ids, TextsByName } from '../../shared/http/wires.js';

const NotedPairs = TextsByName('Pairs', {
  most: Pairs.most,
  names: { pattern: Pairs.namePattern, must: 'start with a letter and have at most 40 letters, digits, underscores, dots and hyphens' },
  max: Pairs.longestValue,
  description: `At most ${Pairs.most} pairs of a name and a value of at most ${Pairs.longestValue} characters, 16 KiB in all`,
  example: { 'erp.number': 'D-10042', colour: 'green' },
  from: Pairs.from,
});

const ResourceType = () =>
  Carries<string, string>({
    name: 'ResourceType',
    must: 'be a type of resource as paths call it, in small letters and hyphens',
    schema: { type: 'string', pattern: '^[a-z][a-z\\-]{0,39}$', description: 'As paths call it', examples: ['members'] },
    read: String,
    write: String,
  });

export class MetadataTypeParams {
  @ResourceType() type!: string;
}

export class MetadataParams extends MetadataTypeParams {
  @Id(ResourceId) resourceId!: ResourceId;
}

export class MetadataFilter {
  @Meaning('Of which resources: up to 100 ids, with commas between them; of none unless told') @Ids(ResourceId, { max: 100 }) ids: readonly ResourceId[] = [];
}

export class NewMetadata {
  @NotedPairs pairs!: Pairs;
}

export class MetadataView {
  @ResourceType() type!: string;
  @Id(ResourceId) resourceId!: ResourceId;
  @NotedPairs pairs!: Pairs;
  @Example(1) @Meaning('0 when nothing was ever noted; never goes back') @IsInt() version!: number;
}

export class MetadataListView {
  @Many(() => MetadataView, { max: 100 }) data!: readonly MetadataView[];
}
