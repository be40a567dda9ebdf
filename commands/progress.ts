import { recentWeeks } from '../src/accountability/schedule.ts';
import { checkInButton } from '../src/accountability/view.ts';
import { zoneOf } from '../src/accountability/zone.ts';
import { command } from '../src/app.ts';
import { show } from '../src/discord/reply.ts';
import { progressPanel } from '../src/progress/view.ts';

/** How far back the weeks go: what fits in one line on a phone. */
const weeksShown = 12;

export default command({
  name: 'progress',
  description: 'Your steps, milestones and weeks at a glance; only you see it',
  where: 'anywhere',
  options: {},

  async run({ app, member }) {
    const weeks = recentWeeks(app.clock.now(), await zoneOf(app, member), weeksShown);
    const [progress, checkedIn] = await Promise.all([
      app.progress.of(member),
      app.checkIns.among(member, weeks),
    ]);
    const button = checkedIn.has(weeks.at(-1) ?? '') ? undefined : checkInButton();
    return show(progressPanel(app.guide, progress, weeks, checkedIn, button));
  },
});
