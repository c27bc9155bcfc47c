import { errors, jwtVerify, SignJWT } from 'jose';
import { derivedKey } from './derived-key.js';

/** In seconds. */
export const PASS_LIFETIME = 3600;

const PERMISSION = 'platform:jobs:manage';
const TYPE = 'dashboard-pass+jwt';
const PURPOSE = 'passes to the dashboard of jobs';

/** A pass to the dashboard, for whoever has it: good for an hour, and for nothing else. */
export function issuedPass(masterKey: Uint8Array, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ permission: PERMISSION })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + PASS_LIFETIME)
    .sign(derivedKey(masterKey, PURPOSE));
}

/** Whether this is a pass that is good now. */
export async function isGoodPass(masterKey: Uint8Array, pass: string, now: Date): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(pass, derivedKey(masterKey, PURPOSE), {
      algorithms: ['HS256'],
      typ: TYPE,
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: PASS_LIFETIME,
      currentDate: now,
    });
    return payload['permission'] === PERMISSION;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}
