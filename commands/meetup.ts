import { type AppContext, commandGroup, on, subcommand } from '../src/app.ts';
import { memberIn } from '../src/buddies/find.ts';
import { accent, download, panel, text } from '../src/discord/components.ts';
import { md } from '../src/discord/markdown.ts';
import { required, string } from '../src/discord/options.ts';
import { show, showNew, withFiles } from '../src/discord/reply.ts';
import { suggestIn } from '../src/groups/named.ts';
import { namedGroup } from '../src/groups/show.ts';
import { parseAbout } from '../src/meetups/about.ts';
import { confirm, drop, openPlan, openPlanAgain, plan } from '../src/meetups/act.ts';
import {
  askChange,
  askChangeAgain,
  askPlan,
  askPlanAgain,
  askToCancel,
  cancelNow,
  changeNow,
  choosePlan,
  confirmMeetup,
  dropMeetup,
  getCalendar,
  saveChange,
  savePlan,
  sayWhether,
  seeMeetup,
  showAhead as showAheadAction,
  showMeetup as showMeetupAction,
  wasThere,
} from '../src/meetups/actions.ts';
import { showAhead, suggestAhead } from '../src/meetups/ahead.ts';
import { calendarFile } from '../src/meetups/calendar.ts';
import {
  askWhetherToCancel,
  cancel,
  change,
  changeSo,
  openChange,
  openChangeAgain,
} from '../src/meetups/change.ts';
import { meetupLimits } from '../src/meetups/meetup.ts';
import { showMeetup, showNews } from '../src/meetups/show.ts';
import { answer, sayThere } from '../src/meetups/take-part.ts';

/** Whoever presses a button in direct messages acts in the server of its meetup, whichever they used last. */
async function at<T extends AppContext>(pressed: T, meetupId: string): Promise<T> {
  if (pressed.where.guildId !== null) return pressed;
  const guildId = await pressed.app.meetups.guildOf(meetupId);
  return guildId === undefined ? pressed : { ...pressed, member: await memberIn(pressed, guildId) };
}

export default commandGroup({
  name: 'meetup',
  description: 'Dates of your study groups: plan one, see who comes, take it into your calendar',
  where: 'server',
  subcommands: {
    plan: subcommand({
      description: 'Plan a date for one of your groups; you see it before anybody else does',
      options: {
        group: required(string({ description: 'One of your groups', autocompletes: true, maxLength: 100 })),
        when: string({
          description: 'Such as sat 18:30, tomorrow 7pm, 2027-03-04 19:00',
          maxLength: meetupLimits.when,
        }),
        place: string({
          description: 'Where: a café, a voice channel, a link',
          maxLength: meetupLimits.place,
        }),
        duration: string({ description: 'How long: 90 min, 2 hours', maxLength: meetupLimits.duration }),
        repeats: string({
          description: 'Once, or every week',
          choices: { once: 'Only once', weekly: 'Every week' },
        }),
      },
      autocomplete: { group: (context) => suggestIn(context, context.text) },
      run: async (context) => {
        const { group, ...typed } = context.options;
        const { id } = await namedGroup(context, group);
        if (typed.when === undefined) return await openPlan(context, id, typed);
        return show(await plan(context, id, typed));
      },
    }),
    list: subcommand({
      description: 'What lies ahead in your groups',
      options: {},
      run: async (context) => show(await showAhead(context)),
    }),
    cancel: subcommand({
      description: 'Call a meetup off; those who come hear of it',
      options: {
        meetup: required(string({ description: 'The meetup', autocompletes: true, maxLength: 100 })),
      },
      autocomplete: { meetup: (context) => suggestAhead(context, context.text) },
      run: async (context) => show(await askWhetherToCancel(context, context.options.meetup)),
    }),
  },

  handlers: [
    on(seeMeetup, async (pressed) => {
      const { app, state, where } = pressed;
      const row =
        (await app.outbox.rowOf(state.batch, where.userId)) ?? (await app.outbox.anyRowOf(state.batch));
      const about = parseAbout(row?.about ?? null);
      if (about === undefined) return showNew(await showAhead(pressed));
      return showNew(await showNews(await at(pressed, about.meetupId), about));
    }),
    on(showMeetupAction, async (pressed) => {
      const { meetup } = pressed.state;
      return show(await showMeetup(await at(pressed, meetup), meetup));
    }),
    on(showAheadAction, async (pressed) => show(await showAhead(pressed))),
    on(sayWhether, async (pressed) => {
      const { meetup, start, answer: given } = pressed.state;
      return show(await answer(await at(pressed, meetup), meetup, start, given));
    }),
    on(confirmMeetup, async (pressed) => {
      const { meetup } = pressed.state;
      return show(await confirm(await at(pressed, meetup), meetup));
    }),
    on(dropMeetup, async (pressed) => show(await drop(pressed, pressed.state.meetup))),
    on(askPlan, async (pressed) => await openPlan(pressed, pressed.state.group)),
    on(choosePlan, async (pressed) => await openPlan(pressed, pressed.values[0] ?? '')),
    on(askPlanAgain, async (pressed) => {
      const { group, typed } = pressed.state;
      return await openPlanAgain(pressed, group, typed);
    }),
    on(savePlan, async (pressed) => show(await plan(pressed, pressed.state.group, pressed.fields))),
    on(askChange, async (pressed) => {
      const { meetup } = pressed.state;
      return await openChange(await at(pressed, meetup), meetup);
    }),
    on(saveChange, async (pressed) => {
      const { meetup, sequence } = pressed.state;
      return show(await change(await at(pressed, meetup), meetup, sequence, pressed.fields));
    }),
    on(askChangeAgain, async (pressed) => {
      const { meetup, typed } = pressed.state;
      return await openChangeAgain(await at(pressed, meetup), meetup, typed);
    }),
    on(changeNow, async (pressed) => {
      const { meetup, draft, sequence } = pressed.state;
      return show(await changeSo(await at(pressed, meetup), meetup, draft, sequence));
    }),
    on(askToCancel, async (pressed) => {
      const { meetup } = pressed.state;
      return show(await askWhetherToCancel(await at(pressed, meetup), meetup));
    }),
    on(cancelNow, async (pressed) => {
      const { meetup } = pressed.state;
      return show(await cancel(await at(pressed, meetup), meetup));
    }),
    on(getCalendar, async (pressed) => {
      const { meetup } = pressed.state;
      const file = await calendarFile(await at(pressed, meetup), meetup);
      const words = md`Open it, and the meetup is in your calendar.`;
      return withFiles(showNew(panel(accent.brand, text(words), download(file.name))), file);
    }),
    on(wasThere, async (pressed) => {
      const { meetup, start, there } = pressed.state;
      return show(await sayThere(await at(pressed, meetup), meetup, start, there === 'yes'));
    }),
  ],
});
