/**
 * What happened in a simulation, written down from outside the bot: what members asked for, what became of their
 * servers and of Discord, and what the local Discord holds of it. The judge reads nothing else.
 */
import type { Place } from './people.ts';

/** What a member asked for, as far as they said it: the rest stays as it was. */
export interface Wish {
  /** ISO weekday. */
  readonly weekday?: number;
  /** Minutes after midnight. */
  readonly minuteOfDay?: number;
  /** IANA name. */
  readonly zone?: string;
  readonly place?: Place;
}

/** Something that a member did, or that befell them, at an instant (ms, UTC). */
export type Entry = { readonly atMs: number } & (
  | { readonly kind: 'on'; readonly wish: Wish; readonly channelId: string }
  | { readonly kind: 'off' }
  /** Until the first instant of a day in their zone, `2027-03-01`. */
  | { readonly kind: 'pause'; readonly until: string }
  | { readonly kind: 'zone'; readonly zone: string }
  /** `said` is the streak that the bot answered with, where it names one. */
  | {
      readonly kind: 'check-in';
      readonly outcome: 'kept' | 'partly' | 'missed';
      readonly said: number | null;
    }
  /** Any other use of the bot in the server. */
  | { readonly kind: 'sign' }
  | { readonly kind: 'direct messages'; readonly open: boolean }
  | { readonly kind: 'left' }
  | { readonly kind: 'back' }
  /** The bot asked Discord after the member, who was there or was not (null: no answer). */
  | { readonly kind: 'asked after'; readonly isHere: boolean | null }
);

type Timeless<E> = E extends unknown ? Omit<E, 'atMs'> : never;
/** An entry before it has happened. */
export type Told = Timeless<Entry>;

/** A channel of a server in which the bot can post from an instant on, or no longer. */
export interface ChannelChange {
  readonly atMs: number;
  readonly channelId: string;
  readonly works: boolean;
}

/** The channel that a server's admin chose for nudges. */
export interface ServerChannel {
  readonly atMs: number;
  readonly guildId: string;
  readonly channelId: string;
}

/** The bot was stopped, or Discord refused everything, or dropped some connections. */
export interface Outage {
  readonly kind: 'stopped' | 'refusing' | 'dropping';
  readonly fromMs: number;
  readonly toMs: number;
}

/** A nudge that the local Discord holds, for one of those whom it addresses. */
export interface Seen {
  readonly atMs: number;
  readonly messageId: string;
  /** Null for a direct message. */
  readonly guildId: string | null;
  readonly channelId: string;
  readonly userId: string;
  /** It asks whether to go on. */
  readonly asks: boolean;
  readonly pings: boolean;
}

export interface Ledger {
  readonly endMs: number;
  /** What members are called in the plan, by `guildId userId`. */
  readonly names: ReadonlyMap<string, string>;
  /** By `guildId userId`, in order. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly channels: readonly ChannelChange[];
  readonly serverChannels: readonly ServerChannel[];
  readonly outages: readonly Outage[];
  readonly seen: readonly Seen[];
}

export const memberKey = (guildId: string, userId: string) => `${guildId} ${userId}`;
