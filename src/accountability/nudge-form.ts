/** The form for when and where nudges come. */
import type { Where } from '../discord/command.ts';
import { selectField, textField } from '../discord/components.ts';
import { lines, type Markdown, md, quoted } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import type { MemberKey } from '../member/store.ts';
import { formatTimeOfDay, parseTimeOfDay, weekdayName } from '../time/time-of-day.ts';
import { parseTimeZone } from '../time/time-zones.ts';
import { saveNudges } from './actions.ts';
import type { Place } from './nudge-rows.ts';
import { type Needs, ownNudges } from './own-nudges.ts';
import { type TurnOnNeeds, turnOn } from './turn-on.ts';
import { zoneOf } from './zone.ts';

/** Where nudges may come, in words. */
export const placeNames = {
  channel: 'In a channel, where others see it',
  dm: 'By direct message',
  'dm-or-channel': 'By direct message; in the channel if mine are closed',
} as const satisfies Record<Place, string>;

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The form, with what is set now, or with what the server has by default. */
export async function nudgeForm({ app, member }: Needs, where: Where): Promise<FormReply> {
  const [nudge, settings, zone] = await Promise.all([
    app.nudges.of(member),
    app.settings.of(member.guildId),
    zoneOf(app, member),
  ]);
  const { weekday, minuteOfDay } = nudge ?? settings;
  const place = nudge?.place ?? (where.guildId === null ? 'dm' : 'channel');
  return form({
    custom_id: saveNudges.id({}),
    title: 'Your weekly nudge',
    components: [
      selectField({
        customId: 'weekday',
        label: 'Day',
        options: weekdays.map((day) => ({
          value: String(day),
          label: weekdayName(day),
          chosen: day === weekday,
        })),
      }),
      textField({
        customId: 'time',
        label: 'Time of day',
        placeholder: '18:30 or 6:30 pm',
        value: formatTimeOfDay(minuteOfDay),
        maxLength: 20,
      }),
      textField({
        customId: 'zone',
        label: 'Your time zone',
        description: 'A city, or a name such as Europe/Berlin',
        value: zone,
        maxLength: 60,
      }),
      selectField({
        customId: 'where',
        label: 'Where',
        options: Object.entries(placeNames).map(([value, label]) => ({
          value,
          label,
          chosen: value === place,
        })),
      }),
    ],
  });
}

/** Turns nudges on as the form says. What can't be read stays as it was, and is said; the rest is kept. */
export async function saveNudgeForm(
  { app, member }: { readonly app: Needs['app'] & TurnOnNeeds; readonly member: MemberKey },
  where: Where,
  fields: Readonly<Record<string, string>>,
) {
  const { time = '', zone = '' } = fields;
  const isTime = parseTimeOfDay(time) !== undefined;
  const isZone = parseTimeZone(zone) !== undefined;
  const wasPaused = (await app.pauses.untilOf(member)) !== null;
  const nudge = await turnOn(app, member, where, {
    weekday: weekdays.find((day) => String(day) === fields['weekday']),
    time: isTime ? time : undefined,
    timeZone: isZone ? zone : undefined,
    place: (Object.keys(placeNames) as Place[]).find((place) => place === fields['where']),
  });
  const problems: (Markdown | undefined)[] = [
    isTime
      ? undefined
      : md`⚠️ I can't read ${quoted(time)} as a time, so it is ${formatTimeOfDay(nudge.minuteOfDay)}. Write it like 18:30 or 6:30 pm.`,
    isZone
      ? undefined
      : md`⚠️ I don't know the time zone ${quoted(zone)}, so it is ${nudge.timeZone}. Write it like Europe/Berlin.`,
  ];
  const saved = isTime && isZone ? md`✔️ Saved.` : undefined;
  const over = wasPaused ? md`✔️ Your pause is over.` : undefined;
  return await ownNudges({ app, member }, lines(saved, ...problems, over));
}
