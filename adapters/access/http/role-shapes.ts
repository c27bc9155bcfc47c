import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { type BuiltInRole, builtInRoles } from '../../../application/shared/permission.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { Example, Many, Meaning } from '../../shared/http/fields.js';
import { Id } from '../../shared/http/wires.js';

export class RoleHolderParams {
  @Id(PrincipalId) memberId!: PrincipalId;
}

export class RoleChange {
  @Example(['viewer']) @Meaning('At least one, each once') @IsArray() @ArrayMaxSize(4) @IsIn(builtInRoles, { each: true }) roles!: readonly BuiltInRole[];
}

export class MemberRolesView {
  @Id(PrincipalId) memberId!: PrincipalId;
  @Example(['member']) @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) roles!: readonly string[];
  @Meaning('Whoever is not keeps the roles, and has no rights by them') @IsBoolean() active!: boolean;
  @IsInt() version!: number;
}

export class PermissionView {
  @Example('access:roles:read') @IsString() name!: string;
  @Example('See who holds which roles, and what they allow') @IsString() description!: string;
  @Example(['owner', 'admin', 'member']) @Meaning('The roles that allow it') @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) heldBy!: readonly string[];
}

export class PermissionsView {
  @Many(() => PermissionView, { max: 1000 }) data!: readonly PermissionView[];
}

export class RoleView {
  @Example('member') @IsString() name!: string;
  @Example(['access:roles:read']) @Meaning('What it allows') @IsArray() @ArrayMaxSize(1000) @IsString({ each: true }) permissions!: readonly string[];
}

export class RolesView {
  @Many(() => RoleView, { max: 100 }) data!: readonly RoleView[];
}
