import {
  checkInNow,
  doneThisWeek,
  openMyStep,
  stopNudges,
  turnNudgesOn,
} from '../src/accountability/actions.ts';
import type { Place } from '../src/accountability/nudge-store.ts';
import { channelFor } from '../src/accountability/plan.ts';
import { isoWeek } from '../src/accountability/schedule.ts';
import { standingOf } from '../src/accountability/standing.ts';
import { turnOn } from '../src/accountability/turn-on.ts';
import {
  checkedInPanel,
  nudgeFor,
  nudgePanel,
  previewBatch,
  previewPanel,
} from '../src/accountability/view.ts';
import { zoneOf } from '../src/accountability/zone.ts';
import { type AppContext, commandGroup, on, subcommand } from '../src/app.ts';
import { accent, panel, text } from '../src/discord/components.ts';
import { limits } from '../src/discord/limits.ts';
import { type Markdown, md } from '../src/discord/markdown.ts';
import { string } from '../src/discord/options.ts';
import { show, showNew } from '../src/discord/reply.ts';
import { showNextStep } from '../src/guide/show.ts';
import type { MemberKey } from '../src/member/store.ts';
import { weekdayChoices, weekdays } from '../src/time/time-of-day.ts';
import { zoneChoices } from '../src/time/time-zones.ts';

const places = {
  channel: 'In a channel, where others see it',
  dm: 'By direct message',
  'dm-or-channel': 'By direct message; in the channel if mine are closed',
} as const satisfies Record<Place, string>;

/** A press on a nudge counts for its week for so long after it, in ms; a Sunday's nudge is often read on Monday. */
const countsForItsWeekMs = 48 * 60 * 60_000;

export default commandGroup({
  name: 'nudge',
  description: 'A weekly reminder of your step, at your own time',
  where: 'anywhere',
  subcommands: {
    on: subcommand({
      description: 'Turn weekly nudges on, or change when and where they come',
      options: {
        weekday: string({ description: 'The day of the week', choices: weekdayChoices }),
        time: string({ description: 'The time of day, such as 18:30 or 6:30 pm', maxLength: 20 }),
        timezone: string({
          description: 'Your time zone, such as Europe/Berlin',
          autocompletes: true,
          maxLength: 60,
        }),
        where: string({ description: 'In a channel or by direct message', choices: places }),
      },
      autocomplete: {
        timezone: ({ app, where, text }) =>
          zoneChoices(text, where.locale, app.clock.now(), limits.autocompleteChoices),
      },
      async run({ app, member, where, options }) {
        await turnOn(app, member, where, {
          weekday: options.weekday && weekdays[options.weekday],
          time: options.time,
          timeZone: options.timezone,
          place: options.where,
        });
        return show(await ownNudges({ app, member }));
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
    test: subcommand({
      description: 'See what a nudge looks like now; only you see it',
      options: {},
      async run({ app, member }) {
        const now = app.clock.now();
        const [guide, learner] = await Promise.all([app.guides.of(member.guildId), app.learners.of(member)]);
        const standing = standingOf(guide, learner, now);
        const heading = panel(accent.brand, text(md`**A preview:** this is what your nudge would say now.`));
        return show(heading, nudgeFor(member.userId, standing, previewBatch, now));
      },
    }),
  },

  handlers: [
    on(turnNudgesOn, async ({ app, member, where }) => {
      await turnOn(app, member, where, {});
      return show(await ownNudges({ app, member }));
    }),

    on(openMyStep, async ({ app, member, where, state }) => {
      const own = await memberBehind({ app, member, where }, state.batch);
      return showNew(await showNextStep({ app, member: own }));
    }),

    on(checkInNow, async ({ app, member }) => showNew(await checkIn({ app, member }, app.clock.now()))),

    on(stopNudges, async ({ app, member, where, state }) => {
      if (state.batch === previewBatch) return showNew(previewPanel());
      const own = await memberBehind({ app, member, where }, state.batch);
      return showNew(await endNudges({ app, member: own }));
    }),

    on(doneThisWeek, async ({ app, member, where, state }) => {
      if (state.batch === previewBatch) return showNew(previewPanel());
      const row = await app.outbox.rowOf(state.batch, where.userId);
      const now = app.clock.now();
      const isFresh = row !== undefined && now - row.dueAt < countsForItsWeekMs;
      return showNew(await checkIn({ app, member: row?.member ?? member }, isFresh ? row.dueAt : now));
    }),
  ],
});

/** Notes that the member kept going in the week of an instant (ms, UTC). */
async function checkIn({ app, member }: Pick<AppContext, 'app' | 'member'>, atMs: number) {
  const week = isoWeek(atMs, await zoneOf(app, member));
  return checkedInPanel(await app.checkIns.add(member, week));
}

/** In direct messages, the member of the server that the nudge came from. */
async function memberBehind({ app, member, where }: AppContext, batchId: string): Promise<MemberKey> {
  const row = await app.outbox.rowOf(batchId, where.userId);
  return row?.member ?? member;
}

async function ownNudges({ app, member }: Pick<AppContext, 'app' | 'member'>, notice?: Markdown) {
  const [nudge, settings] = await Promise.all([app.nudges.of(member), app.settings.of(member.guildId)]);
  return nudgePanel(nudge, nudge === undefined ? null : channelFor(nudge, settings), notice);
}

async function endNudges({ app, member }: Pick<AppContext, 'app' | 'member'>) {
  const ended = await app.nudges.turnOff(member);
  return await ownNudges(
    { app, member },
    ended ? md`Done: no more nudges. Your progress stays.` : md`Your nudges were off already.`,
  );
}
