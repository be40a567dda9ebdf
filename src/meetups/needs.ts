import type { REST } from 'discord.js';
import type { Needs as GroupNeeds } from '../groups/needs.ts';
import type { Logger } from '../log.ts';
import type { Needs as PortfolioNeeds } from '../portfolio/show.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import type { MeetupEvents } from './events.ts';
import type { MeetupPosts } from './posts.ts';
import type { MeetupStore } from './store.ts';

/** What meetups need of a handler's context. */
export interface Needs extends GroupNeeds {
  readonly app: GroupNeeds['app'] &
    PortfolioNeeds['app'] & {
      readonly meetups: MeetupStore;
      readonly meetupPosts: MeetupPosts;
      readonly meetupEvents: MeetupEvents;
      readonly outbox: Outbox;
      readonly rest: REST;
      readonly log: Logger;
    };
}
