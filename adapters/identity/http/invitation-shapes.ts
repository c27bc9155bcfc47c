import { IsIn, IsInt, IsString } from 'class-validator';
import { type InvitationSort, invitationSorts } from '../../../application/identity/ports/invitation-register.js';
import { type BuiltInRole, builtInRoles } from '../../../application/shared/permission.js';
import { type InvitationStatus, invitationStatuses } from '../../../domain/identity/invitation.js';
import { InvitationId } from '../../../domain/identity/invitation-id.js';
import { InvitationToken } from '../../../domain/identity/invitation-token.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Carries, Example, Meaning, Optional } from '../../shared/http/fields.js';
import { Email, Id, Instant, Text } from '../../shared/http/wires.js';

const TOKEN = 'ati_01980f3c-5a7e-7c3d-8e4f-0123456789ab_01980f3c-5a7e-7c3d-8e4f-0123456789ac_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80';

const Token = () =>
  Carries<string, string>({
    name: 'InvitationToken',
    must: 'be the token of an invitation',
    schema: { type: 'string', pattern: InvitationToken.pattern, maxLength: 200, description: 'As it was issued with the invitation', examples: [TOKEN] },
    read: String,
    write: String,
  });

export class InvitationParams {
  @Id(InvitationId) invitationId!: InvitationId;
}

export class InvitationTokenParams {
  @Token() token!: string;
}

export class NewInvitation {
  @Example('grace@acme.example') @Email() email!: EmailAddress;
  @Example('member') @Meaning('That whoever accepts it gets') @IsIn(builtInRoles) role!: BuiltInRole;
}

export class InvitationFilter extends PageQuery {
  @IsIn(invitationSorts) sort: InvitationSort = '-createdAt';
  @Optional() @IsIn(invitationStatuses) status?: InvitationStatus;
}

export class InvitationView {
  @Id(InvitationId) id!: InvitationId;
  @Example('grace@acme.example') @Email() email!: EmailAddress;
  @Example('member') @IsString() role!: string;
  @Id(PrincipalId) invitedBy!: PrincipalId;
  @Example('pending') @Meaning('A pending one is void from `expiresAt` on') @IsIn(invitationStatuses) status!: InvitationStatus;
  @Instant() createdAt!: Date;
  @Instant() expiresAt!: Date;
  @IsInt() version!: number;
}

export class IssuedInvitationView extends InvitationView {
  @Meaning('To be passed on to whoever is invited; good once') @Token() token!: string;
  @Example(`/v1/invitations/${TOKEN}/acceptance`) @Meaning('Where it is accepted') @IsString() acceptPath!: string;
}

export class InvitationAcceptance {
  @Example('Grace Hopper') @Text({ min: 1, max: 200 }) name!: string;
  @Example('correct horse battery staple') @Meaning('12 to 128 characters') @Text({ min: 12, max: 128 }) password!: string;
}
