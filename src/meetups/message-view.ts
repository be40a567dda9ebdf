/** What is written of meetups: to a group in its thread, or to a member by direct message. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted, userMention } from '../discord/markdown.ts';
import type { Group } from '../groups/group.ts';
import type { About } from './about.ts';
import { seeMeetup } from './actions.ts';
import type { Counts, Meetup } from './meetup.ts';
import { answerButtons, factsOf, thereButtons } from './view.ts';

interface Base {
  readonly meetup: Meetup;
  readonly group: Group;
  /** The outbox's batch, by which the message is found again. */
  readonly batch: string;
}

export interface News extends Base {
  readonly what: Exclude<About['what'], 'announce' | 'ending' | 'ended'>;
  /** Who is mentioned; nobody in a direct message. */
  readonly userIds: readonly string[];
  /** When it is written (ms, UTC). */
  readonly now: number;
}

/** Tells of a date. In a group's thread, all of it is kept true for as long as it lies ahead; elsewhere it has no numbers. */
export function announcementPanel({
  meetup,
  group,
  counts,
  batch,
}: Base & { readonly counts?: Counts }): TopLevelComponent {
  const see = button(seeMeetup.id({ batch }), 'Who comes');
  const isOff = meetup.state === 'cancelled';
  return panel(
    isOff ? accent.warn : accent.done,
    text(
      lines(
        isOff
          ? md`### 🚫 The meetup of ${group.name} is called off`
          : md`### 📣 **${group.name}** meets. Will you come?`,
        factsOf(meetup),
        isOff || !isLater(meetup) ? undefined : md`-# Who came last time is counted in; say so if you can't.`,
      ),
    ),
    isOff ? undefined : buttons(...answerButtons(meetup, counts), see),
    isOff ? buttons(button(seeMeetup.id({ batch }), 'The meetup')) : undefined,
  );
}

/** A date of a series after its first. */
const isLater = ({ isWeekly, startsAt, firstAt }: Meetup): boolean => isWeekly && startsAt !== firstAt;

/** What an announcement becomes once its date has ended: nobody is asked for what is over. */
export const metPanel = ({ meetup, group, batch }: Base): TopLevelComponent =>
  panel(
    accent.done,
    text(lines(md`### ☕ **${group.name}** has met`, factsOf({ ...meetup, isWeekly: false }))),
    buttons(button(seeMeetup.id({ batch }), 'The meetup')),
  );

/** Tells those who come of one thing. It stays as it is, so that it says nothing that changes. */
export function newsPanel(news: News): TopLevelComponent {
  const { what, meetup, batch } = news;
  const see = button(seeMeetup.id({ batch }), what === 'after' ? 'The meetup' : 'Who comes');
  const saysWhether = what === 'changed' || what === 'day' || what === 'hour';
  return panel(
    what === 'cancelled' ? accent.warn : accent.done,
    text(lines(names(news.userIds), wordsOf(news), what === 'after' ? undefined : factsOf(meetup))),
    buttons(
      ...(saysWhether ? answerButtons(meetup) : []),
      ...(what === 'after' ? thereButtons(meetup) : []),
      see,
    ),
  );
}

/** What all see in a channel that is not the group's: nothing but whom it concerns, and when. */
export const openPanel = (news: Pick<About, 'what' | 'startsAt'> & Pick<News, 'userIds' | 'batch'>) =>
  panel(
    accent.brand,
    text(lines(names(news.userIds), openWords(news))),
    buttons(button(seeMeetup.id({ batch: news.batch }), 'See it', { look: 'primary' })),
  );

const openWords = ({ what, startsAt }: Pick<About, 'what' | 'startsAt'>): Markdown =>
  what === 'day' || what === 'hour'
    ? md`⏰ A meetup of yours begins ${timestamp(startsAt, 'R')}.`
    : md`📬 There is news about a meetup, for you alone.`;

const names = (userIds: readonly string[]): Markdown | undefined =>
  userIds.length === 0 ? undefined : trusted(userIds.map((id) => userMention(id).text).join(' '));

function wordsOf({ what, meetup, group, now }: News): Markdown {
  const name = md`**${group.name}**`;
  switch (what) {
    case 'day':
      return md`⏰ ${isToday(meetup, now) ? 'Today' : 'Tomorrow'}: ${name} meets.`;
    case 'hour':
      return md`⏰ Within the hour: ${name} meets.`;
    case 'changed':
      return md`✏️ The meetup of ${name} has changed. Does it still suit you?`;
    case 'cancelled':
      return md`🚫 The meetup of ${name} is called off. That time is yours again.`;
    case 'after':
      return md`☕ ${name} has met. Were you there? It goes into your portfolio.`;
  }
}

/** A reminder that comes late, after an outage, may come on the day itself. */
function isToday({ startsAt, timeZone }: Meetup, now: number): boolean {
  const dayOf = (atMs: number) =>
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
  return dayOf(startsAt).equals(dayOf(now));
}
