import { doneThisWeek, openMyStep, stopNudges, turnNudgesOn } from '../src/accountability/actions.ts';
import type { Place } from '../src/accountability/nudge-store.ts';
import { channelFor } from '../src/accountability/plan.ts';
import { isoWeek } from '../src/accountability/schedule.ts';
import { standingOf } from '../src/accountability/standing.ts';
import { turnOn } from '../src/accountability/turn-on.ts';
import { checkedInPanel, nudgeFor, nudgePanel } from '../src/accountability/view.ts';
import { zoneOf } from '../src/accountability/zone.ts';
import { type AppContext, commandGroup, on, subcommand } from '../src/app.ts';
import { limits } from '../src/discord/limits.ts';
import { type Markdown, md } from '../src/discord/markdown.ts';
import { string } from '../src/discord/options.ts';
import { show, showNew } from '../src/discord/reply.ts';
import { showNextStep } from '../src/guide/show.ts';
import type { MemberKey } from '../src/member/store.ts';
import { weekdayChoices, weekdays } from '../src/time/time-of-day.ts';
import { describeTimeZone, suggestTimeZones } from '../src/time/time-zones.ts';

const places = {
  channel: 'In a channel of the server',
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
        where: string({ description: 'Where it reaches you', choices: places }),
      },
      autocomplete: {
        timezone: ({ app, where, text }) => {
          const zones = suggestTimeZones(text, where.locale, limits.autocompleteChoices);
          return zones.map((zone) => ({ name: describeTimeZone(zone, app.clock.now()), value: zone }));
        },
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
        const standing = standingOf(app.guide, await app.progress.of(member), now);
        return show(nudgeFor(member.userId, standing, 'test', now));
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

    on(stopNudges, async ({ app, member, where, state }) => {
      const own = await memberBehind({ app, member, where }, state.batch);
      return showNew(await endNudges({ app, member: own }));
    }),

    on(doneThisWeek, async ({ app, member, where, state }) => {
      const row = await app.outbox.rowOf(state.batch, where.userId);
      const own = row?.member ?? member;
      const now = app.clock.now();
      const fresh = row !== undefined && now - row.dueAt < countsForItsWeekMs;
      const week = isoWeek(fresh ? row.dueAt : now, await zoneOf(app, own));
      return showNew(checkedInPanel(await app.checkIns.add(own, week)));
    }),
  ],
});

/** In direct messages, the member of the server that the nudge came from. */
async function memberBehind({ app, member, where }: AppContext, batchId: string): Promise<MemberKey> {
  const row = await app.outbox.rowOf(batchId, where.userId);
  return row?.member ?? member;
}

async function ownNudges({ app, member }: Pick<AppContext, 'app' | 'member'>, notice?: Markdown) {
  const [nudge, settings] = await Promise.all([app.nudges.of(member), app.settings.of(member.guildId)]);
  return nudgePanel(nudge, nudge === undefined ? null : channelFor(nudge, settings.nudgeChannelId), notice);
}

async function endNudges({ app, member }: Pick<AppContext, 'app' | 'member'>) {
  const ended = await app.nudges.turnOff(member);
  return await ownNudges(
    { app, member },
    ended ? md`Done: no more nudges. Your progress stays.` : md`Your nudges were off already.`,
  );
}
