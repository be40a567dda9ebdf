/** What is written of meetups: to a group in its thread, or to a member by direct message. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, trusted, userMention } from '../discord/markdown.ts';
import type { Group } from '../groups/group.ts';
import type { About } from './about.ts';
import { seeMeetup, wasThere } from './actions.ts';
import type { Counts, Meetup } from './meetup.ts';
import { answerButtons, factsOf } from './view.ts';

export interface News {
  readonly what: About['what'];
  readonly meetup: Meetup;
  readonly group: Group;
  readonly counts: Counts;
  /** Who is mentioned; nobody where the whole group is addressed. */
  readonly userIds: readonly string[];
  /** The outbox's batch, by which the message is found again. */
  readonly batch: string;
}

export function newsPanel(news: News): TopLevelComponent {
  const { what, meetup, counts, batch } = news;
  const see = button(seeMeetup.id({ batch }), what === 'after' ? 'The meetup' : 'Who comes');
  const saysWhether = what === 'announce' || what === 'changed' || what === 'day' || what === 'hour';
  return panel(
    what === 'cancelled' ? accent.warn : accent.done,
    text(lines(names(news.userIds), wordsOf(news), what === 'after' ? undefined : factsOf(meetup))),
    buttons(
      ...(saysWhether ? answerButtons(meetup, counts) : []),
      ...(what === 'after' ? thereButtons(meetup) : []),
      see,
    ),
  );
}

const thereButtons = ({ id, startsAt }: Meetup) => [
  button(wasThere.id({ meetup: id, start: startsAt, there: 'yes' }), 'I was there', { look: 'success' }),
  button(wasThere.id({ meetup: id, start: startsAt, there: 'no' }), 'Not this time'),
];

const names = (userIds: readonly string[]): Markdown | undefined =>
  userIds.length === 0 ? undefined : trusted(userIds.map((id) => userMention(id).text).join(' '));

function wordsOf({ what, group }: News): Markdown {
  const name = md`**${group.name}**`;
  switch (what) {
    case 'announce':
      return md`### 📣 ${name} meets. Will you come?`;
    case 'day':
      return md`⏰ Tomorrow: ${name} meets.`;
    case 'hour':
      return md`⏰ Within the hour: ${name} meets.`;
    case 'changed':
      return md`✏️ The meetup of ${name} has changed. Does it still suit you?`;
    case 'cancelled':
      return md`🚫 The meetup of ${name} is called off. Your evening is yours again.`;
    case 'after':
      return md`☕ ${name} has met. Were you there? It goes into your portfolio, and counts for the guide's step about people.`;
  }
}
