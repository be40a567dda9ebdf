import type { Presence } from '../buddies/presence.ts';
import type { BuddyStore } from '../buddies/store.ts';
import type { Clock } from '../clock.ts';
import type { DirectMessages } from '../delivery/direct.ts';
import type { Where } from '../discord/command.ts';
import type { ButtonRow } from '../discord/components.ts';
import type { Guide } from '../guide/guide.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey, MemberStore } from '../member/store.ts';
import type { Places } from '../places/places.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { Shown } from './group-view.ts';
import type { ReportStore } from './reports.ts';
import type { GroupStore } from './store.ts';
import type { GroupThreads } from './threads.ts';

/** What groups need of a handler's context. */
export interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly groups: GroupStore;
    readonly groupThreads: GroupThreads;
    readonly groupReports: ReportStore;
    /** Loaded when it is first needed. */
    readonly places: () => Promise<Places>;
    readonly guides: { of(guildId: string): Promise<Guide> };
    readonly profiles: ProfileStore;
    readonly settings: SettingsStore;
    readonly members: MemberStore;
    readonly buddies: BuddyStore;
    readonly presence: Presence;
    readonly direct: DirectMessages;
  };
  readonly member: MemberKey;
  readonly where: Where;
  /** Buttons of who calls, in a row of their own on a group's panel: this feature knows nothing of what they do. */
  readonly groupButtons?: (shown: Pick<Shown, 'group' | 'standing'>) => ButtonRow;
}
