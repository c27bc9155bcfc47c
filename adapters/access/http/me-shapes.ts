import { ArrayMaxSize, IsArray, IsIn, IsString } from 'class-validator';
import { PrincipalId, type Standing, standings, TenantId } from '../../../domain/shared/tenant-context.js';
import { Example, One } from '../../shared/http/fields.js';
import { Id } from '../../shared/http/wires.js';

export class MyUserView {
  @Id(PrincipalId) id!: PrincipalId;
  @Example('Ada Lovelace') @IsString() name!: string;
  @Example('ada@acme.example') @IsString() email!: string;
}

export class MyTenantView {
  @Id(TenantId) id!: TenantId;
  @Example('acme') @IsString() slug!: string;
  @Example('Acme Ltd') @IsString() name!: string;
  @Example('free') @IsString() plan!: string;
  @Example('active') @IsIn([...standings, 'closed']) status!: Standing | 'closed';
}

export class MeView {
  @One(() => MyUserView) user!: MyUserView;
  @One(() => MyTenantView) tenant!: MyTenantView;
  @Example(['owner']) @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) roles!: readonly string[];
  @Example(['tenancy:tenant:read']) @IsArray() @ArrayMaxSize(1000) @IsString({ each: true }) permissions!: readonly string[];
}
