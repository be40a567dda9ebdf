import {
  askHowItWent,
  askNudges,
  askUntil,
  endPause,
  keepNudging,
  offerPauses,
  openMyStep,
  openPauses,
  pauseFor,
  pauseUntil,
  saveNudges,
  showGoalOf,
  showGoalThere,
  showNudges,
  stopNudges,
  turnNudgesOff,
  turnNudgesOn,
} from '../src/accountability/actions.ts';
import { nudgeForm, placeNames, saveNudgeForm } from '../src/accountability/nudge-form.ts';
import { pausesPanel, previewBatch, previewPanel } from '../src/accountability/nudge-panel.ts';
import {
  beginNudges,
  endNudges,
  endOwnPause,
  ownNudges,
  pauseForm,
  pauseTyped,
  pauseWeeks,
  untilChoices,
} from '../src/accountability/own-nudges.ts';
import { showCheckIn, showGoalPanel } from '../src/accountability/week.ts';
import { isoWeek } from '../src/accountability/weeks.ts';
import { zoneOf } from '../src/accountability/zone.ts';
import { type AppContext, commandGroup, on, subcommand } from '../src/app.ts';
import { accent, panel, text } from '../src/discord/components.ts';
import { limits } from '../src/discord/limits.ts';
import { md } from '../src/discord/markdown.ts';
import { required, string } from '../src/discord/options.ts';
import { show, showNew } from '../src/discord/reply.ts';
import { showNextStep } from '../src/guide/show.ts';
import type { MemberKey } from '../src/member/store.ts';
import { weekdayChoices, weekdays } from '../src/time/time-of-day.ts';
import { zoneChoices } from '../src/time/time-zones.ts';

export default commandGroup({
  name: 'nudge',
  description: 'A weekly reminder of your goal and your step, at your own time',
  where: 'anywhere',
  subcommands: {
    on: subcommand({
      description: 'Turn weekly nudges on, or change when and where they come',
      options: {
        weekday: string({ description: 'The day of the week', choices: weekdayChoices }),
        time: string({ description: 'The time of day, such as 18:30 or 6:30 pm', maxLength: 20 }),
        timezone: string({
          description: 'Your time zone: a city, or a name such as Europe/Berlin',
          autocompletes: true,
          maxLength: 60,
        }),
        where: string({ description: 'In a channel or by direct message', choices: placeNames }),
      },
      autocomplete: {
        timezone: ({ app, where, text }) =>
          zoneChoices(text, where.locale, app.clock.now(), limits.autocompleteChoices),
      },
      async run(context) {
        const { where, options } = context;
        const wish = {
          weekday: options.weekday && weekdays[options.weekday],
          time: options.time,
          timeZone: options.timezone,
          place: options.where,
        };
        return show(await beginNudges(context, where, wish));
      },
    }),
    off: subcommand({
      description: 'End your weekly nudges',
      options: {},
      run: async (context) => show(await endNudges(context)),
    }),
    show: subcommand({
      description: 'When and where your nudges come',
      options: {},
      run: async (context) => show(await ownNudges(context)),
    }),
    pause: subcommand({
      description: 'Rest until a day; your streak waits for you',
      options: {
        until: required(
          string({
            description: 'A day such as 2027-03-01 or March 1, or a time such as 2 weeks',
            autocompletes: true,
            maxLength: 40,
          }),
        ),
      },
      autocomplete: { until: async (context) => await untilChoices(context, context.text) },
      run: async (context) => show(await pauseTyped(context, context.options.until)),
    }),
    test: subcommand({
      description: 'See what a nudge looks like now; only you see it',
      options: {},
      async run({ app, member }) {
        const heading = panel(accent.brand, text(md`**A preview:** this is what your nudge would say now.`));
        return show(heading, ...(await app.nudgeLetter.preview(member)));
      },
    }),
  },

  handlers: [
    on(turnNudgesOn, async (pressed) => show(await beginNudges(pressed, pressed.where, {}))),
    on(askNudges, async (pressed) => await nudgeForm(pressed, pressed.where)),
    on(saveNudges, async (pressed) => show(await saveNudgeForm(pressed, pressed.where, pressed.fields))),
    on(showNudges, async (pressed) => show(await ownNudges(pressed))),
    on(showGoalThere, async (pressed) => {
      await pressed.app.nudges.showGoal(pressed.member, pressed.state.shows === 1);
      return show(await ownNudges(pressed));
    }),

    on(openMyStep, async (pressed) => {
      const { member } = await behind(pressed);
      return showNew(await showNextStep({ ...pressed, member }));
    }),
    on(askHowItWent, async (pressed) => {
      const { member, week } = await behind(pressed);
      return showNew(await showCheckIn({ ...pressed, member }, week));
    }),
    on(showGoalOf, async (pressed) => {
      const { member } = await behind(pressed);
      return showNew(await showGoalPanel({ ...pressed, member }));
    }),
    on(openPauses, async (pressed) => {
      if (pressed.state.batch === previewBatch) return showNew(previewPanel());
      await behind(pressed);
      return showNew(pausesPanel('nudge'));
    }),
    on(offerPauses, () => show(pausesPanel('settings'))),
    on(turnNudgesOff, async (pressed) => show(await endNudges(pressed))),
    on(stopNudges, async (pressed) => {
      if (pressed.state.batch === previewBatch) return showNew(previewPanel());
      const { member } = await behind(pressed);
      return showNew(await endNudges({ ...pressed, member }));
    }),
    on(keepNudging, async (pressed) => {
      if (pressed.state.batch === previewBatch) return showNew(previewPanel());
      const { member, week } = await behind(pressed);
      const own = { ...pressed, member };
      // Whoever was not asked is not signed up by it.
      return showNew(week === undefined ? await ownNudges(own) : await beginNudges(own, pressed.where, {}));
    }),

    on(pauseFor, async (pressed) => show(await pauseWeeks(pressed, pressed.state.weeks))),
    on(askUntil, () => pauseForm()),
    on(pauseUntil, async (pressed) => show(await pauseTyped(pressed, pressed.fields['until'] ?? ''))),
    on(endPause, async (pressed) => show(await endOwnPause(pressed))),
  ],
});

/**
 * The member and the ISO week that a pressed nudge is about: in direct messages, the member of the server that it came
 * from. Without a row (a preview, an old nudge) it is the one who presses, and no week.
 */
async function behind({
  app,
  member,
  where,
  state,
}: AppContext & { readonly state: { readonly batch: string } }): Promise<{
  member: MemberKey;
  week?: string;
}> {
  const row = await app.outbox.rowOf(state.batch, where.userId);
  if (row === undefined) return { member };
  await app.nudges.heard(row.member);
  await app.members.goOnIn(row.member);
  return { member: row.member, week: isoWeek(row.dueAt, await zoneOf(app, row.member)) };
}
