import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import { SessionId } from '../../../domain/shared/tenant-context.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Meaning, Nullable, Optional } from '../../shared/http/fields.js';
import { Email, Id, Instant, Text } from '../../shared/http/wires.js';

export class NewSession {
  @Example('acme') @Meaning("The tenant's slug") @Text({ min: 1, max: 40 }) tenant!: string;
  @Email() email!: EmailAddress;
  @Example('correct horse battery staple') @Text({ min: 1, max: 128 }) password!: string;
  @Example("Ada's laptop") @Meaning('What the person calls the device, to tell their sessions apart') @Optional() @Nullable() @Text({ min: 1, max: 100 })
  device?: string | null;
}

export class SessionFilter extends PageQuery {}

export class SessionParams {
  @Id(SessionId) sessionId!: SessionId;
}

export class SessionView {
  @Id(SessionId) id!: SessionId;
  @Example("Ada's laptop") @Meaning('As it was called at sign-in') @Nullable() @IsString() device!: string | null;
  @Instant() startedAt!: Date;
  @Meaning('When it was refreshed last, or started') @Instant() lastUsedAt!: Date;
  @Instant() expiresAt!: Date;
  @Meaning('Whether the caller is in it') @IsBoolean() current!: boolean;
}

export class SessionRefresh {
  @Example('atr_01980f3c-5a7e-7c3d-8e4f-0123456789ab_01980f3c-5a7e-7c3d-8e4f-0123456789ac_0_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80')
  @Text({ min: 1, max: 200 })
  refreshToken!: string;
}

export class CredentialsView {
  @Example('eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl') @Meaning('Sent as `Authorization: Bearer …`') @IsString() accessToken!: string;
  @IsIn(['Bearer']) tokenType!: 'Bearer';
  @Example(600) @Meaning('Seconds until the access token expires') @IsInt() expiresIn!: number;
  @Meaning('Good for one refresh; for half a minute after it, the same answer is given again') @IsString() refreshToken!: string;
}
