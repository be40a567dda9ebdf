/** A member's week, read and changed: what the commands and the nudge's buttons have in common. */
import type { Clock } from '../clock.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md, quoted } from '../discord/markdown.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import { readMinutes } from '../time/minutes.ts';
import { readLine, readLines } from '../typed/read.ts';
import type { CheckInStore, Outcome } from './check-ins.ts';
import { goalForm, goalPanel } from './goal-view.ts';
import type { Goal, GoalStore } from './goals.ts';
import type { NudgeStore } from './nudge-store.ts';
import type { PauseStore } from './pauses.ts';
import { streakNow } from './streaks.ts';
import { checkInPanel, goalLimits, outcomeNames, type WeekOf, weekDays } from './week-view.ts';
import { isoWeek, isReportable, weekAfter, weekBefore } from './weeks.ts';
import { zoneOf } from './zone.ts';

export interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly goals: GoalStore;
    readonly checkIns: CheckInStore;
    readonly pauses: PauseStore;
    readonly nudges: NudgeStore;
    readonly buddies: { buddiesOf(member: MemberKey): Promise<readonly string[]> };
    readonly profiles: ProfileStore;
    readonly settings: SettingsStore;
  };
  readonly member: MemberKey;
}

/** From Friday on, the next week can be planned. */
const planFromWeekday = 5;

/** A week of the member's, the present one unless `week` says another. */
export async function weekOf({ app, member }: Needs, week?: string): Promise<WeekOf> {
  const zone = await zoneOf(app, member);
  const now = app.clock.now();
  const present = isoWeek(now, zone);
  const of = week ?? present;
  const before = weekBefore(present);
  const canReportBefore = of === present && isReportable(before, now, zone);
  const [goal, checkIn, streak, nudge, buddies, reported, known] = await Promise.all([
    app.goals.of(member, of),
    app.checkIns.of(member, of),
    streakNow(app, member, zone),
    app.nudges.of(member),
    app.buddies.buddiesOf(member),
    canReportBefore ? app.checkIns.of(member, before) : undefined,
    canReportBefore ? isKnownSince(app, member, before) : false,
  ]);
  const weekday = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).dayOfWeek;
  return {
    week: of,
    isPresent: of === present,
    goal,
    checkIn,
    streak,
    buddies: buddies.length,
    nudgesRest: nudge !== undefined && nudge.askedAt !== null,
    missing: known && reported === undefined ? before : undefined,
    next: of === present && weekday >= planFromWeekday ? weekAfter(present) : undefined,
  };
}

/** Whether a week may be missed by the member: one in which they had a goal, or after one that they kept. */
async function isKnownSince(app: Needs['app'], member: MemberKey, week: string): Promise<boolean> {
  if ((await app.goals.of(member, week)) !== undefined) return true;
  return [...(await app.checkIns.keptWeeks(member))].some((kept) => kept < week);
}

/** The panel of a week's goal. */
export const showGoalPanel = async (needs: Needs, week?: string, notice?: Markdown) =>
  goalPanel(await weekOf(needs, week), notice);

/** The panel of a week's check-in; for a week that can't be reported any more, that of the present one. */
export async function showCheckIn(needs: Needs, week?: string) {
  const { app, member } = needs;
  const [zone, now] = [await zoneOf(app, member), app.clock.now()];
  if (week === undefined || isReportable(week, now, zone)) return checkInPanel(await weekOf(needs, week));
  return checkInPanel(await weekOf(needs), notNowWords(week, isoWeek(now, zone), null));
}

/** Why a week can't be reported, with what was written of it, so that it is not lost. */
const notNowWords = (week: string, present: string, did: string | null): Markdown =>
  lines(
    week > present
      ? md`The week of ${weekDays(week)} hasn't begun where you are. Here is the present one:`
      : md`The week of ${weekDays(week)} is over and can't be reported any more. Here is the present one:`,
    did === null ? undefined : md`-# You wrote: ${did}`,
  );

/** The same as `showCheckIn`, after reporting; a week that can't be reported any more, or yet, stays as it is. */
export async function report(
  needs: Needs,
  week: string,
  said: { outcome: Outcome; did?: string | null; minutes?: number | null },
  notice?: Markdown,
) {
  const { app, member } = needs;
  const [zone, now] = [await zoneOf(app, member), app.clock.now()];
  if (!isReportable(week, now, zone)) {
    return checkInPanel(await weekOf(needs), notNowWords(week, isoWeek(now, zone), said.did ?? null));
  }
  await app.checkIns.report(member, week, said);
  return checkInPanel(await weekOf(needs, week), notice);
}

/** What was typed for a check-in. What can't be read of the minutes is left out and said, and the rest is kept. */
export async function reportTyped(
  needs: Needs,
  week: string | undefined,
  typed: { outcome: string | undefined; did: string | undefined; minutes: string | undefined },
) {
  const { app, member } = needs;
  const of = week ?? isoWeek(app.clock.now(), await zoneOf(app, member));
  const before = await app.checkIns.of(member, of);
  const outcome = outcomeOf(typed.outcome) ?? before?.outcome ?? 'kept';
  const minutes =
    typed.minutes === undefined || typed.minutes.trim() === '' ? null : readMinutes(typed.minutes);
  const notice =
    minutes === undefined
      ? md`✔️ Saved, but I can't read ${quoted(typed.minutes ?? '')} as minutes. Write 90, or 1:30.`
      : undefined;
  return await report(
    needs,
    of,
    {
      outcome,
      ...(typed.did !== undefined && { did: readLines(typed.did, goalLimits.did) || null }),
      ...(typed.minutes !== undefined && minutes !== undefined && { minutes }),
    },
    notice,
  );
}

const outcomeOf = (value: string | undefined): Outcome | undefined =>
  (Object.keys(outcomeNames) as Outcome[]).find((outcome) => outcome === value);

/**
 * Sets the goal of a week, as it was typed; without a plan, that of before stays if the goal does. `isFirst`: the week
 * had none before.
 * @throws {UserError} if nothing was written, or the week is neither the present one nor the next.
 */
export async function setGoal(
  needs: Needs,
  week: string | undefined,
  typed: { what: string; plan?: string },
) {
  const { app, member } = needs;
  const what = readLine(typed.what, goalLimits.what);
  const typedPlan = readLine(typed.plan ?? '', goalLimits.plan);
  const of = await plannable(needs, week, { what, plan: typedPlan });
  if (what === '')
    throw new UserError(md`Write what you will do this week, such as “port the training loop”.`);
  const before = await app.goals.of(member, of);
  const plan = typed.plan === undefined ? planOf(before, what) : typedPlan || null;
  await app.goals.set(member, of, { what, plan });
  return {
    panel: await showGoalPanel(needs, of, md`✔️ Written down.`),
    isFirst: before === undefined,
  };
}

/** The form for a week's goal. @throws {UserError} as `setGoal` does. */
export async function openGoalForm(needs: Needs, week: string) {
  const of = await plannable(needs, week);
  return goalForm(of, await needs.app.goals.of(needs.member, of));
}

/** Takes a week's goal back. @throws {UserError} as `setGoal` does. */
export async function clearGoal(needs: Needs, week: string) {
  const of = await plannable(needs, week);
  await needs.app.goals.clear(needs.member, of);
  return await showGoalPanel(needs, of, md`Taken back.`);
}

/**
 * The week whose goal is meant: the present one, or the next.
 * @throws {UserError} if it is another, with what was typed for it, so that it is not lost.
 */
async function plannable(
  { app, member }: Needs,
  week: string | undefined,
  typed = { what: '', plan: '' },
): Promise<string> {
  const present = isoWeek(app.clock.now(), await zoneOf(app, member));
  if (week === undefined || week === present || week === weekAfter(present)) return week ?? present;
  throw new UserError(
    lines(
      md`The goal of ${weekDays(week)} can't be changed now. \`/goal\` is about this week.`,
      typed.what === '' ? undefined : md`-# You wrote: ${typed.what}`,
      typed.plan === '' ? undefined : md`-# When and where: ${typed.plan}`,
    ),
  );
}

const planOf = (before: Goal | undefined, what: string) => (before?.what === what ? before.plan : null);
