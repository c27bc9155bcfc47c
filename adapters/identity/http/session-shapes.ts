import { IsIn, IsInt, IsString } from 'class-validator';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import { Example, Meaning } from '../../shared/http/fields.js';
import { Email, Text } from '../../shared/http/wires.js';

export class NewSession {
  @Example('acme') @Meaning("The tenant's slug") @Text({ min: 1, max: 40 }) tenant!: string;
  @Email() email!: EmailAddress;
  @Example('correct horse battery staple') @Text({ min: 1, max: 128 }) password!: string;
}

export class SessionRefresh {
  @Example('atr_01980f3c-5a7e-7c3d-8e4f-0123456789ab_01980f3c-5a7e-7c3d-8e4f-0123456789ac_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80')
  @Text({ min: 1, max: 200 })
  refreshToken!: string;
}

export class CredentialsView {
  @Example('eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl') @Meaning('Sent as `Authorization: Bearer …`') @IsString() accessToken!: string;
  @IsIn(['Bearer']) tokenType!: 'Bearer';
  @Example(600) @Meaning('Seconds until the access token expires') @IsInt() expiresIn!: number;
  @Meaning('Good for one refresh') @IsString() refreshToken!: string;
}
