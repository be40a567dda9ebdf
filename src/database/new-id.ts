import { randomBytes } from 'node:crypto';

/** An id that nobody can guess, 12 characters that stand in a custom id as they are. */
export const newId = () => randomBytes(9).toString('base64url');
