import { type Identifier, identifier } from '../shared/identifier.js';

export type InvitationId = Identifier<'Invitation'>;
export const InvitationId = identifier('Invitation');
