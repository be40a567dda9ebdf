import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Guide } from '../guide/guide.ts';
import type { Logger } from '../log.ts';
import type { MemberKey } from '../member/store.ts';
import type { Entry } from '../portfolio/entry.ts';
import type { ShowcaseStore } from './store.ts';

/** What sharing needs of a handler's context. */
export interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly log: Logger;
    readonly rest: REST;
    readonly botUserId: string;
    /** The guide as a server has it. */
    readonly guides: { of(guildId: string): Promise<Guide> };
    readonly portfolio: { one(member: MemberKey, entryId: number): Promise<Entry | undefined> };
    readonly settings: { of(guildId: string): Promise<{ readonly showcaseChannelId: string | null }> };
    readonly showcase: ShowcaseStore;
  };
  readonly member: MemberKey;
  readonly where: { readonly guildId: string | null };
}
