/** Kills bots at random moments, and finds out what each kill left behind. */
import type { Dice } from '../../test/support/random.ts';
import type { CrashScene, Left } from './scene.ts';

/** Where a kill struck, by the messages that it left behind; one among many may strike in several places. */
export const moments = [
  'claimed and not begun',
  'begun and not out',
  'out and not recorded',
  'untouched',
] as const;

export interface Kill {
  readonly struck: readonly (typeof moments)[number][];
  /** How many bots were at work. */
  readonly bots: number;
  readonly left: Left;
}

/** What there is now and was not there before. */
function struckBetween(before: Left, left: Left): Kill['struck'] {
  const fresh = (what: 'claimed' | 'sending' | 'out') =>
    [...left[what]].filter((id) => !before[what].has(id)).length;
  const struck = [
    ...(fresh('claimed') > 0 ? (['claimed and not begun'] as const) : []),
    ...(fresh('sending') > fresh('out') ? (['begun and not out'] as const) : []),
    ...(fresh('out') > 0 ? (['out and not recorded'] as const) : []),
  ];
  return struck.length > 0 ? struck : ['untouched'];
}

/**
 * Starts a bot, or two, lets them get somewhere, with some answers lost and some messages held up, and kills one and
 * then the other. Most of the time every claim has lapsed before the next bot comes.
 */
export async function killOnce(scene: CrashScene, dice: Dice): Promise<Kill[]> {
  let before = await scene.left();
  const bots = Array.from({ length: dice.chance(0.3) ? 2 : 1 }, () => scene.startBot());
  await letRun(scene, dice);
  const kills: Kill[] = [];
  for (const bot of bots) {
    await scene.kill(bot);
    const left = await scene.left();
    kills.push({ left, struck: struckBetween(before, left), bots: bots.length });
    before = left;
    if (bots.length > 1) await pause(dice.roll() * 40);
  }
  scene.playground.faults.clear();
  if (dice.chance(0.7)) scene.letClaimsLapse();
  else scene.playground.forgetNonces();
  return kills;
}

/** Until somewhere in its start and its planning, or in the middle of its messages. */
async function letRun(scene: CrashScene, dice: Dice): Promise<void> {
  if (dice.chance(0.3)) {
    await pause(dice.between(150, 700));
    return;
  }
  if (dice.chance(0.4)) scene.loseAnswers(dice.between(1, 2));
  await scene.untilPosted(dice.between(1, 18));
  if (dice.chance(0.4)) scene.delay(20, 200);
  await pause(dice.roll() * 25);
}

const pause = (forMs: number) => new Promise((resolve) => setTimeout(resolve, forMs));
