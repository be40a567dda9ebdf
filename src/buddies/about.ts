/** What a row in the outbox tells a member, as the row keeps it. Pure. */
import type { Selectable } from 'kysely';
import type { BuddyToldTable } from '../database/buddy-schema.ts';

type What = Selectable<BuddyToldTable>['what'];

/** One piece of news: what a buddy did, by their seat, and the ISO week that it is about. */
export interface Piece {
  readonly what: What;
  readonly seat: string;
  readonly week: string;
}

export type About =
  | { readonly kind: 'news'; readonly pieces: readonly Piece[] }
  /** Somebody asks, or a pair is asked to take in a third. */
  | { readonly kind: 'asked'; readonly offerId: string }
  /** There is somebody to ask. */
  | { readonly kind: 'proposal' }
  /** All have said yes. */
  | { readonly kind: 'matched' }
  /** An offer has come to nothing. */
  | { readonly kind: 'over' }
  /** A buddy has left. */
  | { readonly kind: 'left' };

const kinds: ReadonlySet<string> = new Set([
  'news',
  'asked',
  'proposal',
  'matched',
  'over',
  'left',
] satisfies About['kind'][]);
const whats: ReadonlySet<string> = new Set(['goal', 'check-in', 'quiet', 'hello', 'cheer'] satisfies What[]);

/** Such as `news goal/2026-W48/x1Yz`. */
export function aboutText(about: About): string {
  if (about.kind === 'news') return [about.kind, ...about.pieces.map(pieceText)].join(' ');
  return about.kind === 'asked' ? `${about.kind} ${about.offerId}` : about.kind;
}

export const pieceText = ({ what, week, seat }: Piece) => `${what}/${week}/${seat}`;

/** Reads what `aboutText` wrote. @throws {Error} if it did not. */
export function readAbout(text: string | null): About {
  const about = aboutIn(text);
  if (about === undefined) throw new Error(`no news of buddies: ${text}`);
  return about;
}

/** The same; undefined for what another kind of row is about: a button may be forged. */
export function aboutIn(text: string | null): About | undefined {
  const [kind = '', ...rest] = (text ?? '').split(' ');
  if (!kinds.has(kind)) return undefined;
  if (kind === 'news') return { kind, pieces: rest.map(readPiece) };
  if (kind === 'asked') return { kind, offerId: rest[0] ?? '' };
  return { kind: kind as Exclude<About['kind'], 'news' | 'asked'> };
}

function readPiece(text: string): Piece {
  const [what = '', week = '', seat = ''] = text.split('/');
  if (!whats.has(what)) throw new Error(`no piece of news: ${text}`);
  return { what: what as What, week, seat };
}
