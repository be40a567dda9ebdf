/** What an admin reads and uses in `/setup`. */

import {
  accent,
  button,
  buttons,
  channelSelect,
  panel,
  select,
  type TopLevelComponent,
  text,
  textField,
} from '../discord/components.ts';
import { channelMention, lines, type Markdown, md, timestamp } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { formatTimeOfDay, weekdayName } from '../time/time-of-day.ts';
import { askTime, chooseNudgeChannel, chooseWeekday, saveTime } from './actions.ts';
import type { GuildSettings } from './store.ts';

export interface SetupState {
  readonly settings: GuildSettings;
  /** What the bot lacks in the nudge channel, in words, or undefined if all is well or no channel is set. */
  readonly trouble: Markdown | undefined;
  /** When nudges were last looked after (ms, UTC), or null. */
  readonly lastRunAt: number | null;
}

export function setupPanel(
  { settings, trouble, lastRunAt }: SetupState,
  notice?: Markdown,
): TopLevelComponent {
  const { nudgeChannelId, weekday, minuteOfDay, timeZone } = settings;
  const channel =
    nudgeChannelId === null
      ? md`none yet, so each nudge goes where the member turned it on`
      : channelMention(nudgeChannelId);
  return panel(
    trouble === undefined ? accent.brand : accent.warn,
    notice && text(notice),
    text(
      lines(
        md`## Set up this server`,
        md`All of this is optional: everything works without it.`,
        md`**Channel for weekly nudges:** ${channel}`,
        trouble === undefined ? undefined : md`⚠️ ${trouble}`,
        md`**Usual time:** ${weekdayName(weekday)}s at ${formatTimeOfDay(minuteOfDay)}, ${timeZone.replaceAll('_', ' ')}`,
        md`-# Members who turn nudges on without saying when get this time. Each can choose their own.`,
        lastRunAt === null ? undefined : md`-# I last checked for due nudges ${timestamp(lastRunAt, 'R')}.`,
      ),
    ),
    channelSelect(chooseNudgeChannel.id({}), 'Channel for weekly nudges', nudgeChannelId),
    select(
      chooseWeekday.id({}),
      'Usual day',
      [1, 2, 3, 4, 5, 6, 7].map((day) => ({
        value: String(day),
        label: weekdayName(day),
        chosen: day === weekday,
      })),
    ),
    buttons(button(askTime.id({}), 'Change time and zone')),
  );
}

/** The form for the usual time and zone. */
export function timeForm({ minuteOfDay, timeZone }: GuildSettings): FormReply {
  return form({
    custom_id: saveTime.id({}),
    title: 'Usual time for weekly nudges',
    components: [
      textField({
        customId: 'time',
        label: 'Time of day',
        placeholder: '18:30',
        value: formatTimeOfDay(minuteOfDay),
        maxLength: 20,
      }),
      textField({
        customId: 'zone',
        label: 'Time zone',
        description: 'A name such as Europe/Berlin or America/New_York',
        value: timeZone,
        maxLength: 60,
      }),
    ],
  });
}
