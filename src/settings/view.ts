/** What an admin reads and uses in `/setup`. */

import { ChannelType } from 'discord-api-types/v10';
import {
  accent,
  type ButtonRow,
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
import {
  askTime,
  chooseGroupsChannel,
  chooseNudgeChannel,
  chooseShowcaseChannel,
  chooseWeekday,
  saveTime,
  setWeeklyPost,
} from './actions.ts';
import type { Troubles } from './channels.ts';
import { type Health, isOverdue, lastRunLine, problemLines } from './health.ts';
import type { GuildSettings } from './store.ts';

interface SetupState {
  readonly settings: GuildSettings;
  readonly troubles: Troubles;
  readonly health: Health;
  readonly nowMs: number;
}

/** The panel; `more` are buttons to what else can be set up. */
export function setupPanel(
  { settings, troubles, health, nowMs }: SetupState,
  more: ButtonRow,
  notice?: Markdown,
): TopLevelComponent {
  const { nudgeChannelId, showcaseChannelId, groupsChannelId, weekday, minuteOfDay, timeZone } = settings;
  const isWell = Object.keys(troubles).length === 0 && !isOverdue(health, nowMs);
  return panel(
    isWell ? accent.brand : accent.warn,
    notice && text(notice),
    text(
      lines(
        md`## Set up this server`,
        md`All of this is optional. Shared work, study groups' threads and the weekly post each need a channel.`,
        md`**Channel for weekly nudges:** ${nudgeChannelId === null ? noNudgeChannel : channelMention(nudgeChannelId)}`,
        troubles.nudgeChannelId && md`⚠️ ${troubles.nudgeChannelId}`,
        md`**Channel where members show their work:** ${showcaseChannelId === null ? noShowcase : channelMention(showcaseChannelId)}`,
        troubles.showcaseChannelId && md`⚠️ ${troubles.showcaseChannelId}`,
        md`**Channel for study groups' threads:** ${groupsChannelId === null ? noGroups : channelMention(groupsChannelId)}`,
        troubles.groupsChannelId && md`⚠️ ${troubles.groupsChannelId}`,
        md`**Usual time:** ${weekdayName(weekday)}s at ${formatTimeOfDay(minuteOfDay)}, ${timeZone.replaceAll('_', ' ')}`,
        md`-# For members who turn nudges on without saying when. Each can choose their own time.`,
        weeklyPostLine(settings),
        md`-# On Mondays at the usual time, in the channel for weekly nudges: who checked in, goals kept, steps finished, work shown, who has begun. Only members who allowed it are named, nobody is pinged, and an empty week gets no post.`,
      ),
    ),
    text(lines(...problemLines(health.undelivered), lastRunLine(health, nowMs))),
    channelSelect(chooseNudgeChannel.id({}), 'Channel for weekly nudges', nudgeChannelId),
    channelSelect(chooseShowcaseChannel.id({}), 'Channel where members show their work', showcaseChannelId),
    channelSelect(chooseGroupsChannel.id({}), "Channel for study groups' threads", groupsChannelId, [
      ChannelType.GuildText,
    ]),
    select(
      chooseWeekday.id({}),
      'Usual day',
      [1, 2, 3, 4, 5, 6, 7].map((day) => ({
        value: String(day),
        label: weekdayName(day),
        chosen: day === weekday,
      })),
    ),
    buttons(button(askTime.id({}), 'Change time and zone'), weeklyPostButton(settings), ...more),
  );
}

function weeklyPostLine({ nextPostAt, nudgeChannelId }: GuildSettings): Markdown {
  if (nextPostAt === null) return md`**Weekly post:** off`;
  if (nudgeChannelId === null)
    return md`**Weekly post:** on. ⚠️ It has no channel: choose one for weekly nudges below.`;
  return md`**Weekly post:** on. Next: ${timestamp(nextPostAt, 'F')}`;
}

const weeklyPostButton = ({ nextPostAt }: GuildSettings) =>
  nextPostAt === null
    ? button(setWeeklyPost.id({ on: 'yes' }), 'Weekly post: turn on')
    : button(setWeeklyPost.id({ on: 'no' }), 'Weekly post: turn off');

const noNudgeChannel = md`none yet, so each nudge goes where the member turned it on`;
const noGroups = md`none yet, so study groups have no thread`;
const noShowcase = md`none yet, so nobody can share work for feedback`;

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
