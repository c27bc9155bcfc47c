import { createHash } from 'node:crypto';
import { PasswordHasher } from '../../../application/identity/ports/password-hasher.js';

/** Keeps the promises of a password hasher but one: it is quick, so it is for tests alone. */
export class QuickPasswordHasher extends PasswordHasher {
  override async hash(password: string): Promise<string> {
    return digest(password);
  }

  override async verify(hash: string | null, password: string): Promise<boolean> {
    return digest(password) === hash;
  }
}

const digest = (password: string): string => createHash('sha256').update(password).digest('base64url');
