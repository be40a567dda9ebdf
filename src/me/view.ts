/** What a member reads of their own settings. */

import { showNudges } from '../accountability/actions.ts';
import type { Nudge } from '../accountability/nudge-rows.ts';
import {
  accent,
  button,
  buttons,
  divider,
  panel,
  type TopLevelComponent,
  text,
  textField,
} from '../discord/components.ts';
import { channelMention, lines, type Markdown, md, timestamp, trusted } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { askAbout } from '../guide/actions.ts';
import { aims, among, gpus } from '../guide/names.ts';
import type { Profile } from '../member/profile.ts';
import { formatTimeOfDay, weekdayName } from '../time/time-of-day.ts';
import { askCity, askZone, saveCity, saveZone, setSeen } from './actions.ts';

export interface OwnSettings {
  readonly profile: Profile;
  /** The zone in which the member's weeks begin: theirs, or the server's while they have none. */
  readonly timeZone: string;
  /** Their city as it is shown to them, or null. */
  readonly city: string | null;
  readonly nowMs: number;
  readonly nudge: Nudge | undefined;
  /** The channel that the nudges go to, if they go to one. */
  readonly channelId: string | null;
  /** The end of the pause (ms, UTC), or null. */
  readonly pausedUntil: number | null;
  /** They are being read in the server that they belong to, whose members may see more or less. */
  readonly isInServer: boolean;
}

export function mePanel(own: OwnSettings, notice?: Markdown): TopLevelComponent {
  const { profile, isInServer } = own;
  return panel(
    accent.brand,
    notice && text(notice),
    text(
      lines(
        isInServer ? md`## Your settings in this server` : md`## Your settings`,
        zoneLine(own),
        md`**City:** ${own.city === null ? md`not set; with it, \`/group find\` looks around you` : md`${own.city}; nobody else is shown it`}`,
        md`**Nudges:** ${nudgeText(own)}`,
        md`**About you:** ${aboutText(profile)}`,
      ),
    ),
    buttons(
      button(askZone.id({}), profile.timeZone === null ? 'Set my time zone' : 'Change my time zone', {
        look: profile.timeZone === null ? 'primary' : 'secondary',
      }),
      button(askCity.id({}), own.city === null ? 'Set my city' : 'Change my city'),
      button(showNudges.id({}), 'My nudges'),
      button(askAbout.id({}), 'About me'),
    ),
    ...(isInServer ? seenPart(profile) : []),
  );
}

function zoneLine({ profile, timeZone, nowMs }: OwnSettings): Markdown {
  const now = localNow(nowMs, timeZone);
  return profile.timeZone === null
    ? md`**Time zone:** not set, so I go by ${zoneName(timeZone)}, where it is ${now}`
    : md`**Time zone:** ${zoneName(timeZone)}, where it is ${now}`;
}

function nudgeText({ nudge, channelId, pausedUntil }: OwnSettings): Markdown {
  if (pausedUntil !== null) return md`paused until ${timestamp(pausedUntil, 'F')}`;
  const problem = nudge?.problem == null ? md`` : md`. ⚠️ The last one didn't reach you.`;
  if (nudge === undefined || (nudge.nextAt === null && nudge.askedAt === null)) return md`off${problem}`;
  if (nudge.nextAt === null) return md`at rest until you say that they go on`;
  return md`${whenText(nudge)}, ${placeText(nudge, channelId)}. Next: ${timestamp(nudge.nextAt, 'F')}${problem}`;
}

const whenText = ({ weekday, minuteOfDay }: Nudge) =>
  md`${weekdayName(weekday)}s at ${formatTimeOfDay(minuteOfDay)}`;

function placeText({ place }: Nudge, channelId: string | null): Markdown {
  if (place !== 'channel') return md`by direct message`;
  return channelId === null ? md`in no channel yet` : md`in ${channelMention(channelId)}`;
}

function aboutText({ hoursAWeek, gpu, aim }: Profile): Markdown {
  const [ownGpu, ownAim] = [among(gpus, gpu), among(aims, aim)];
  const said = [
    hoursAWeek === null ? undefined : `${hoursAWeek} ${hoursAWeek === 1 ? 'hour' : 'hours'} a week`,
    ownGpu === null ? undefined : `GPU: ${gpus[ownGpu]}`,
    ownAim === null ? undefined : `aim: ${aims[ownAim]}`,
  ].filter((part) => part !== undefined);
  return said.length === 0 ? md`nothing said yet` : trusted(said.join(' · '));
}

function seenPart({ isVisible, isNamed, isRanked }: Profile) {
  const toggle = (what: 'progress' | 'name' | 'weeks', isSeen: boolean, on: string, off: string) =>
    button(setSeen.id({ what, seen: isSeen ? 'no' : 'yes' }), isSeen ? off : on);
  return [
    divider(),
    text(
      lines(
        md`### What others here may see`,
        md`**Progress and portfolio:** ${isVisible ? 'members of this server' : 'only you'}`,
        md`**Name in the weekly post:** ${isNamed ? 'yes' : 'no, you are only counted'}`,
        md`**Weeks kept, on the leaderboard:** ${isRanked ? 'yes' : 'no'}`,
      ),
    ),
    buttons(
      toggle('progress', isVisible, 'Let others see my progress', 'Hide my progress'),
      toggle('name', isNamed, 'Name me in the post', "Don't name me in the post"),
      toggle('weeks', isRanked, 'Put me on the leaderboard', 'Leave the leaderboard'),
    ),
  ];
}

/** What has changed with a new zone. */
export function zoneSetText({ timeZone, nowMs, nudge, pausedUntil }: OwnSettings): Markdown {
  const which = pausedUntil === null ? 'nudge' : 'nudge after the pause';
  return lines(
    md`✔️ For you it is ${localNow(nowMs, timeZone)} now, in ${zoneName(timeZone)}. Your weeks begin on Mondays there.`,
    nudge?.nextAt == null
      ? undefined
      : md`Your ${which}: ${whenText(nudge)} there. Next: ${timestamp(nudge.nextAt, 'F')}.`,
  );
}

/** The form for the time zone. */
export const zoneForm = (zone: string | null): FormReply =>
  form({
    custom_id: saveZone.id({}),
    title: 'Your time zone',
    components: [
      textField({
        customId: 'zone',
        label: 'City or time zone',
        description: 'A large city of your zone, or its name',
        placeholder: 'Berlin, or America/New_York',
        maxLength: 60,
        ...(zone !== null && { value: zone }),
      }),
    ],
  });

/** The form for the city; left empty, it is forgotten. */
export const cityForm = (city: string | null): FormReply =>
  form({
    custom_id: saveCity.id({}),
    title: 'Your city',
    components: [
      textField({
        customId: 'city',
        label: 'City',
        description: 'Nobody else is shown it; leave it empty to have it forgotten',
        placeholder: 'Leipzig',
        optional: true,
        maxLength: 80,
        ...(city !== null && { value: city }),
      }),
    ],
  });

const zoneName = (timeZone: string) => timeZone.replaceAll('_', ' ');

/** `Tuesday, 14:05` */
function localNow(nowMs: number, timeZone: string): string {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  return `${weekdayName(now.dayOfWeek)}, ${formatTimeOfDay(now.hour * 60 + now.minute)}`;
}
