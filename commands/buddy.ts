import { commandGroup, on, subcommand } from '../src/app.ts';
import {
  aboutBuddies,
  askThem,
  askToLeave,
  endSearch,
  findBuddy,
  leaveNow,
  sayNo,
  sayYes,
  seeBuddies,
  showBuddies,
  somebodyElse,
  wave,
  withdraw,
} from '../src/buddies/actions.ts';
import {
  answerOffer,
  askSomebody,
  askWhetherToLeave,
  find,
  greet,
  leave,
  memberIn,
  nextBest,
  stop,
  takeBack,
} from '../src/buddies/find.ts';
import { seeNews } from '../src/buddies/see.ts';
import { showStanding } from '../src/buddies/show.ts';
import { show, showNew } from '../src/discord/reply.ts';

export default commandGroup({
  name: 'buddy',
  description: 'Somebody who sees your goal and your check-in each week, as you see theirs',
  where: 'server',
  subcommands: {
    find: subcommand({
      description:
        'Find somebody awake when you are, near your place in the guide; others who look see your name',
      options: {},
      run: async (context) => show(...(await find(context))),
    }),
    show: subcommand({
      description: "Your buddies' week, or where your search stands",
      options: {},
      run: async (context) => show(...(await showStanding(context))),
    }),
    leave: subcommand({
      description: 'Part from your buddy, kindly and without a reason',
      options: {},
      run: async (context) => show(...(await askWhetherToLeave(context))),
    }),
  },

  handlers: [
    on(findBuddy, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return show(...(await find({ ...pressed, member })));
    }),
    on(askThem, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return show(...(await askSomebody({ ...pressed, member }, pressed.state.user)));
    }),
    on(somebodyElse, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return show(...(await nextBest({ ...pressed, member }, pressed.state.user)));
    }),
    on(endSearch, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return show(...(await stop({ ...pressed, member })));
    }),
    on(showBuddies, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return show(...(await showStanding({ ...pressed, member })));
    }),
    on(aboutBuddies, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return showNew(...(await showStanding({ ...pressed, member })));
    }),
    on(seeBuddies, async (pressed) => {
      const { app, state, where } = pressed;
      const row = await app.outbox.rowOf(state.batch, where.userId);
      if (row === undefined) return showNew(...(await showStanding(pressed)));
      const member = await memberIn(pressed, row.member.guildId);
      return showNew(...(await seeNews({ ...pressed, member }, row)));
    }),
    on(withdraw, async (pressed) => show(...(await takeBack(pressed, pressed.state.offer)))),
    on(sayYes, async (pressed) => show(...(await answerOffer(pressed, pressed.state.offer, true)))),
    on(sayNo, async (pressed) => show(...(await answerOffer(pressed, pressed.state.offer, false)))),
    on(askToLeave, async (pressed) => show(...(await askWhetherToLeave(pressed, pressed.state.circle)))),
    on(leaveNow, async (pressed) => {
      const { circle, again } = pressed.state;
      return show(...(await leave(pressed, circle, again === 'no')));
    }),
    on(wave, async (pressed) => show(...(await greet(pressed, pressed.state.seat, pressed.state.what)))),
  ],
});
