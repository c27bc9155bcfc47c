import { IsIn, IsInt } from 'class-validator';
import { type MemberSort, memberSorts } from '../../../application/identity/ports/user-register.js';
import { type UserStatus, userStatuses } from '../../../domain/identity/user.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Meaning, Optional } from '../../shared/http/fields.js';
import { Email, Id, Instant, Text } from '../../shared/http/wires.js';

export class MemberParams {
  @Id(PrincipalId) memberId!: PrincipalId;
}

export class MemberFilter extends PageQuery {
  @IsIn(memberSorts) sort: MemberSort = '-createdAt';
  @Optional() @IsIn(userStatuses) status?: UserStatus;
}

export class MemberView {
  @Id(PrincipalId) id!: PrincipalId;
  @Email() email!: EmailAddress;
  @Example('Ada Lovelace') @Text({ max: 200 }) name!: string;
  @Example('active') @Meaning('Whoever is deactivated cannot sign in') @IsIn(userStatuses) status!: UserStatus;
  @Instant() createdAt!: Date;
  @IsInt() version!: number;
}
