/** What the commands work with. Made once, in `bot.ts`. */
import type { REST } from 'discord.js';
import type { CheckInStore } from './accountability/check-ins.ts';
import type { GoalStore } from './accountability/goals.ts';
import type { NudgeLetter } from './accountability/letter.ts';
import type { NudgeStore } from './accountability/nudge-store.ts';
import type { PauseStore } from './accountability/pauses.ts';
import type { Presence } from './buddies/presence.ts';
import type { BuddyStore } from './buddies/store.ts';
import type { Clock } from './clock.ts';
import type { Guides } from './curation/guides.ts';
import type { DirectMessages } from './delivery/direct.ts';
import { type Context, commandKit } from './discord/command.ts';
import type { ReportStore } from './groups/reports.ts';
import type { GroupStore } from './groups/store.ts';
import type { GroupThreads } from './groups/threads.ts';
import type { LeaderboardStore } from './leaderboard/store.ts';
import type { Logger } from './log.ts';
import type { MeetupEvents } from './meetups/events.ts';
import type { MeetupPosts } from './meetups/posts.ts';
import type { MeetupStore } from './meetups/store.ts';
import type { ProfileStore } from './member/profile.ts';
import type { MemberKey, MemberStore } from './member/store.ts';
import type { Pictures } from './pictures/pictures.ts';
import type { Places } from './places/places.ts';
import type { PortfolioStore } from './portfolio/store.ts';
import type { Learners } from './progress/learners.ts';
import type { ProgressStore } from './progress/store.ts';
import type { Outbox } from './scheduler/outbox.ts';
import type { HealthStore } from './settings/health-store.ts';
import type { SettingsStore } from './settings/store.ts';
import type { ShowcaseStore } from './showcase/store.ts';

export interface App {
  readonly clock: Clock;
  readonly log: Logger;
  readonly guides: Guides;
  readonly learners: Learners;
  readonly members: MemberStore;
  readonly profiles: ProfileStore;
  readonly progress: ProgressStore;
  readonly portfolio: PortfolioStore;
  readonly pictures: Pictures;
  readonly showcase: ShowcaseStore;
  readonly checkIns: CheckInStore;
  readonly goals: GoalStore;
  readonly pauses: PauseStore;
  readonly nudges: NudgeStore;
  readonly nudgeLetter: NudgeLetter;
  readonly direct: DirectMessages;
  readonly buddies: BuddyStore;
  /** Who is still in a server, by Discord's own word. */
  readonly presence: Presence;
  readonly groups: GroupStore;
  readonly groupThreads: GroupThreads;
  readonly groupReports: ReportStore;
  readonly meetups: MeetupStore;
  readonly meetupPosts: MeetupPosts;
  readonly meetupEvents: MeetupEvents;
  /** All cities; loaded when they are first needed. */
  readonly places: () => Promise<Places>;
  readonly leaderboard: LeaderboardStore;
  readonly settings: SettingsStore;
  readonly health: HealthStore;
  readonly outbox: Outbox;
  /** Discord's REST API as the bot, within its rate limit. */
  readonly rest: REST;
  readonly botUserId: string;
}

/** What every handler is given. */
export type AppContext = Context<App, MemberKey>;

export const { command, commandGroup, subcommand, on } = commandKit<App, MemberKey>();
