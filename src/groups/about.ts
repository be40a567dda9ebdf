/** What a row in the outbox tells somebody about a group, as the row keeps it. Pure. */

const whats = [
  // To the owner.
  'request',
  'joined',
  'silent',
  'adopted',
  // To a member.
  'owner',
  'removed',
  'adopt',
  'closed',
  // To who waits.
  'welcome',
  'accepted',
  'declined',
  'place',
  // To who looks.
  'found',
  'near',
  // To a group, in its thread.
  'changed',
  // To a whole server.
  'together',
] as const;

export interface About {
  readonly what: (typeof whats)[number];
  /** The group that it is about; empty for `near`, and for `together` how many they are. */
  readonly groupId: string;
}

/** Such as `place x1Yz`. */
export const aboutText = ({ what, groupId }: About) => `${what} ${groupId}`;

/** Reads what `aboutText` wrote. @throws {Error} if it did not. */
export function readAbout(text: string | null): About {
  const [word, groupId = ''] = (text ?? '').split(' ');
  const what = whats.find((known) => known === word);
  if (what === undefined) throw new Error(`no news of a group: ${text}`);
  return { what, groupId };
}
