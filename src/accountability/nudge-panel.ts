/** What members read of their nudges: when and where they come, their pause, what went wrong. */
import {
  accent,
  button,
  buttons,
  divider,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { channelMention, lines, type Markdown, md, timestamp, trusted } from '../discord/markdown.ts';
import { formatTimeOfDay, weekdayName } from '../time/time-of-day.ts';
import {
  askNudges,
  askUntil,
  checkInNow,
  endPause,
  offerPauses,
  pauseFor,
  showGoal,
  showGoalThere,
  showNudges,
  turnNudgesOff,
  turnNudgesOn,
} from './actions.ts';
import type { Nudge } from './nudge-rows.ts';

/** The batch id of a nudge that is only shown. */
export const previewBatch = 'preview';

export interface OwnNudges {
  readonly nudge: Nudge | undefined;
  /** The channel that they go to, if they go to one. */
  readonly channelId: string | null;
  /** The end of the pause (ms, UTC), or null. */
  readonly pausedUntil: number | null;
}

/** The member's settings, or how to turn nudges on. */
export function nudgePanel(own: OwnNudges, notice?: Markdown): TopLevelComponent {
  const { nudge, pausedUntil } = own;
  if (pausedUntil !== null) return pausedPanel(own, pausedUntil, notice);
  if (nudge === undefined || (nudge.nextAt === null && nudge.askedAt === null))
    return offPanel(nudge, notice);
  if (nudge.nextAt === null) return restingPanel(notice);
  return onPanel(nudge, nudge.nextAt, own.channelId, notice);
}

function onPanel(nudge: Nudge, nextAt: number, channelId: string | null, notice?: Markdown) {
  return panel(
    nudge.problem === null ? accent.done : accent.warn,
    text(
      lines(
        notice,
        md`### Weekly nudges are on`,
        whenLine(nudge),
        md`**Where:** ${placeText(nudge, channelId)}`,
        md`**Next:** ${timestamp(nextAt, 'F')} (${timestamp(nextAt, 'R')}), unless you check in first`,
        goalText(nudge),
        nudge.timeZone === 'UTC' ? md`-# Not your time zone? Set it with \`/me timezone\`.` : undefined,
        nudge.problem === null ? undefined : md`⚠️ The last one didn't reach you: ${trusted(nudge.problem)}`,
      ),
    ),
    buttons(
      button(checkInNow.id({}), 'Check in', { look: 'success' }),
      button(showGoal.id({}), 'My goal'),
      nudge.place === 'dm'
        ? undefined
        : button(
            showGoalThere.id({ shows: nudge.showsGoal ? 0 : 1 }),
            nudge.showsGoal ? 'Keep my goal private' : 'Show my goal in the channel',
          ),
      button(askNudges.id({}), 'Change when and where'),
      button(offerPauses.id({}), 'Pause'),
    ),
    divider(),
    text(md`-# See one now with \`/nudge test\`; end them with \`/nudge off\`.`),
  );
}

const whenLine = (nudge: Nudge): Markdown =>
  md`**When:** ${weekdayName(nudge.weekday)}s at ${formatTimeOfDay(nudge.minuteOfDay)}, ${nudge.timeZone.replaceAll('_', ' ')}`;

function offPanel(nudge: Nudge | undefined, notice?: Markdown): TopLevelComponent {
  const problem = nudge?.problem ?? null;
  return panel(
    problem === null ? accent.brand : accent.warn,
    text(
      lines(
        notice,
        md`### Weekly nudges are off`,
        problem === null ? undefined : md`They stopped because ${trusted(problem)}`,
        md`Once a week I can remind you of your goal and your step. It is one message, none once you have checked in, and one button ends it.`,
      ),
    ),
    buttons(
      button(turnNudgesOn.id({}), 'Turn on', { look: 'success' }),
      button(askNudges.id({}), 'Choose when and where'),
    ),
  );
}

function restingPanel(notice?: Markdown): TopLevelComponent {
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### Your nudges rest`,
        md`Three in a row got no answer, so I asked whether to go on. They come again as soon as you say so.`,
      ),
    ),
    buttons(button(turnNudgesOn.id({}), 'Keep them coming', { look: 'success' })),
  );
}

function pausedPanel({ nudge }: OwnNudges, until: number, notice?: Markdown): TopLevelComponent {
  const first = nudge?.nextAt == null ? undefined : md`**Next nudge:** ${timestamp(nudge.nextAt, 'F')}`;
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### You're on pause`,
        md`**Until:** ${timestamp(until, 'F')} (${timestamp(until, 'R')})`,
        first ?? md`Your nudges are off.`,
        md`News of buddies stops too. Your streak waits: paused weeks count neither for nor against it. You can check in all the same.`,
      ),
    ),
    buttons(
      button(endPause.id({}), 'End the pause', { look: 'primary' }),
      button(askUntil.id({}), 'Another day'),
    ),
  );
}

/** Pauses to choose from: beside a nudge, or in place of the settings, to which it then leads back. */
export function pausesPanel(from: 'nudge' | 'settings'): TopLevelComponent {
  return panel(
    accent.brand,
    text(
      lines(
        md`### Take a pause`,
        md`No nudges and no news of buddies until it ends. Your streak waits: paused weeks count neither for nor against it.`,
      ),
    ),
    buttons(
      button(pauseFor.id({ weeks: 1 }), '1 week'),
      button(pauseFor.id({ weeks: 2 }), '2 weeks'),
      button(pauseFor.id({ weeks: 4 }), '4 weeks'),
      button(askUntil.id({}), 'Until a day …'),
      from === 'nudge' ? button(turnNudgesOff.id({}), 'Stop nudges') : button(showNudges.id({}), 'Back'),
    ),
  );
}

function placeText(nudge: Nudge, channelId: string | null): Markdown {
  const channel =
    channelId === null ? md`a channel, once an admin sets one with \`/setup\`` : channelMention(channelId);
  if (nudge.place === 'channel') {
    return md`${channel}, where others see it`;
  }
  if (nudge.place === 'dm') return md`by direct message`;
  return md`direct message, or ${channel} if yours are closed`;
}

function goalText(nudge: Nudge): Markdown | undefined {
  if (nudge.place === 'dm') return undefined;
  return nudge.showsGoal
    ? md`**Your goal:** the nudge shows it to the channel`
    : md`**Your goal:** not shown in the channel`;
}

/** What pressing a preview's buttons says. */
export function previewPanel(): TopLevelComponent {
  return panel(accent.brand, text(md`That was only a preview: nothing has changed.`));
}
