/** A member's own nudges and pauses: read, changed, and shown. */
import type { Clock } from '../clock.ts';
import type { Choice, Where } from '../discord/command.ts';
import { textField } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md, quoted } from '../discord/markdown.ts';
import { form } from '../discord/reply.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import { readUntil } from '../time/until.ts';
import { pauseUntil } from './actions.ts';
import { nudgePanel } from './nudge-panel.ts';
import type { NudgeStore } from './nudge-store.ts';
import type { PauseStore } from './pauses.ts';
import { channelFor } from './plan.ts';
import { type NudgeWish, type TurnOnNeeds, turnOn } from './turn-on.ts';
import { zoneOf } from './zone.ts';

export interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly nudges: NudgeStore;
    readonly pauses: PauseStore;
    readonly profiles: ProfileStore;
    readonly settings: SettingsStore;
  };
  readonly member: MemberKey;
}

/** The panel of the member's nudges as they stand. */
export async function ownNudges({ app, member }: Needs, notice?: Markdown) {
  const [nudge, settings, pausedUntil] = await Promise.all([
    app.nudges.of(member),
    app.settings.of(member.guildId),
    app.pauses.untilOf(member),
  ]);
  const channelId = nudge === undefined ? null : channelFor(nudge, settings);
  return nudgePanel({ nudge, channelId, pausedUntil }, notice);
}

/** Turns nudges on, or changes them, and says so if that has ended a pause. @throws {UserError} as `turnOn` does. */
export async function beginNudges(
  { app, member }: { readonly app: Needs['app'] & TurnOnNeeds; readonly member: MemberKey },
  where: Where,
  wish: NudgeWish,
) {
  const wasPaused = (await app.pauses.untilOf(member)) !== null;
  await turnOn(app, member, where, wish);
  return await ownNudges({ app, member }, wasPaused ? md`✔️ Your pause is over.` : undefined);
}

export async function endNudges({ app, member }: Needs) {
  const ended = await app.nudges.turnOff(member);
  return await ownNudges(
    { app, member },
    ended ? md`✔️ No more nudges. Your progress and your streak stay.` : md`Your nudges were off already.`,
  );
}

/** The form for the end of a pause. */
export const pauseForm = () =>
  form({
    custom_id: pauseUntil.id({}),
    title: 'Pause until',
    components: [
      textField({
        customId: 'until',
        label: 'When are you back?',
        placeholder: '2027-03-01, March 1, or 2 weeks',
        maxLength: 40,
      }),
    ],
  });

/** The longest pause that a button can ask for, in weeks. */
const mostWeeks = 52;

/** Pauses for whole weeks from today. */
export const pauseWeeks = async (needs: Needs, weeks: number) =>
  await pauseTyped(needs, `${Math.min(Math.max(weeks, 1), mostWeeks)} weeks`);

/** Pauses until the day that was typed. @throws {UserError} if it is none, past, or more than a year away. */
export async function pauseTyped({ app, member }: Needs, typed: string) {
  const zone = await zoneOf(app, member);
  const until = readUntil(typed, app.clock.now(), zone);
  if (until === null)
    throw new UserError(
      md`I can't read ${quoted(typed)} as a day. Write it like 2027-03-01, March 1, or 2 weeks.`,
    );
  if (until === 'past')
    throw new UserError(md`${quoted(typed)} isn't a day to come. Choose tomorrow or later.`);
  if (until === 'far')
    throw new UserError(md`${quoted(typed)} is more than a year away. Choose an earlier day.`);
  await app.pauses.pause(member, until, zone);
  return await ownNudges({ app, member }, md`✔️ Rest well.`);
}

/** Ends the pause; nudges go on as they were set. */
export async function endOwnPause({ app, member }: Needs) {
  const zone = await zoneOf(app, member);
  const ended = await app.pauses.end(member, zone);
  return await ownNudges(
    { app, member },
    ended ? md`✔️ Welcome back. The pause is over.` : md`There was no pause to end.`,
  );
}

const dayFormat = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** Pauses to choose from as the member types: what they typed, if it is a day, and then whole weeks. */
export async function untilChoices({ app, member }: Needs, typed: string): Promise<Choice[]> {
  const zone = await zoneOf(app, member);
  const now = app.clock.now();
  const spans = ['1 week', '2 weeks', '3 weeks', '4 weeks', '6 weeks', '8 weeks', '12 weeks'];
  const found = new Map<string, string>();
  for (const words of [typed.trim(), ...spans.filter((span) => span.startsWith(typed.trim()))]) {
    const until = readUntil(words, now, zone);
    if (typeof until !== 'number') continue;
    const day = Temporal.Instant.fromEpochMilliseconds(until)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString();
    if (!found.has(day)) found.set(day, `${words}: until ${dayFormat.format(new Date(`${day}T00:00:00Z`))}`);
  }
  return [...found].map(([value, name]) => ({ name, value }));
}
