import { IsBoolean } from 'class-validator';
import { Example, Meaning, Optional } from '../../shared/http/fields.js';
import { Text } from '../../shared/http/wires.js';

/** A merge patch (RFC 7396): absent leaves as it is. */
export class ProfileChange {
  @Example('Ada King') @Optional() @Text({ min: 1, max: 200 }) name?: string;
}

export class PasswordChange {
  @Example('the one I have had so far') @Text({ min: 1, max: 128 }) currentPassword!: string;
  @Example('one that nobody else knows') @Meaning('12 to 128 characters') @Text({ min: 12, max: 128 }) newPassword!: string;
  @Meaning('The session in which this is asked goes on in any case') @IsBoolean() endOtherSessions: boolean = true;
}
