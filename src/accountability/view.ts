/** What members read of nudges. */
import {
  accent,
  button,
  buttons,
  clip,
  divider,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import {
  channelMention,
  lines,
  type Markdown,
  md,
  timestamp,
  trusted,
  userMention,
} from '../discord/markdown.ts';
import { showNext, showRoadMap } from '../guide/actions.ts';
import type { Milestone, Step } from '../guide/schema.ts';
import { formatTimeOfDay, weekdayName } from '../time/time-of-day.ts';
import { checkInNow, doneThisWeek, openMyStep, stopNudges, turnNudgesOn } from './actions.ts';
import type { Nudge } from './nudge-store.ts';

/** Where a member stands, as far as a nudge speaks of it. */
export type Standing =
  | { readonly kind: 'new'; readonly step: Step; readonly milestone: Milestone }
  | {
      readonly kind: 'under-way';
      readonly step: Step;
      readonly milestone: Milestone;
      readonly ticked: number;
    }
  | { readonly kind: 'all-ticked'; readonly step: Step }
  | { readonly kind: 'resting' }
  | { readonly kind: 'finished' };

/** Several wordings, chosen by the week, so that week after week does not read the same. */
const openings = [
  'A new week, and room for one small step.',
  'Half an hour this week keeps the thread.',
  'Small and often beats big and never.',
  'Your weekly nudge: pick a day and an hour, then start.',
] as const;

const weekMs = 7 * 24 * 60 * 60_000;

const openingFor = (dueAtMs: number) =>
  trusted(openings[Math.floor(dueAtMs / weekMs) % openings.length] ?? openings[0]);

/** The nudge for one member alone, in a channel or a direct message. */
export function nudgeFor(
  userId: string,
  standing: Standing,
  batchId: string,
  dueAtMs: number,
): TopLevelComponent {
  return panel(
    accent.brand,
    text(lines(md`${userMention(userId)} ${openingFor(dueAtMs)}`, standingText(standing))),
    nudgeButtons(batchId),
  );
}

/** One message for several members whose nudges fall into the same minute. */
export function sharedNudge(
  members: readonly { userId: string; standing: Standing }[],
  batchId: string,
  dueAtMs: number,
): TopLevelComponent {
  const each = members.map(({ userId, standing }) => md`- ${userMention(userId)} ${standingLine(standing)}`);
  return panel(accent.brand, text(lines(md`**${openingFor(dueAtMs)}**`, ...each)), nudgeButtons(batchId));
}

const nudgeButtons = (batch: string) =>
  buttons(
    button(openMyStep.id({ batch }), 'Open my step', { look: 'primary' }),
    button(doneThisWeek.id({ batch }), 'Done this week', { look: 'success' }),
    button(stopNudges.id({ batch }), 'Stop nudges'),
  );

function standingText(standing: Standing): Markdown {
  switch (standing.kind) {
    case 'new':
      return md`Your next step is ${title(standing.step)}. A first task takes ${standing.milestone.today.minutes} minutes: ${trusted(standing.milestone.today.task.trim())}`;
    case 'under-way':
      return md`You're on ${title(standing.step)}, with ${standing.ticked} of ${standing.step.milestones.length} milestones ticked. Next: **${trusted(standing.milestone.title)}**.`;
    case 'all-ticked':
      return md`Every milestone of ${title(standing.step)} is ticked. Press *Step done* and see what comes next.`;
    case 'resting':
      return md`You've put every open step off for now. Open your step to pick one up again.`;
    case 'finished':
      return md`You've walked the whole guide. Teach something you learned this week: that's how it stays.`;
  }
}

/** Longest line of a shared nudge, so that 25 of them fit into one message. */
const lineLength = 110;

function standingLine(standing: Standing): Markdown {
  switch (standing.kind) {
    case 'new':
      return md`${trusted(standing.step.emoji)} ${trusted(clip(standing.step.title, lineLength))}`;
    case 'under-way':
      return md`${trusted(standing.step.emoji)} next: ${trusted(clip(standing.milestone.title, lineLength))}`;
    case 'all-ticked':
      return md`${trusted(standing.step.emoji)} all milestones ticked: press *Step done*`;
    case 'resting':
      return md`💤 pick a step up again`;
    case 'finished':
      return md`🎓 teach something you learned`;
  }
}

const title = (step: Step) => trusted(`${step.emoji} **${step.title}**`);

/** The member's settings, or how to turn nudges on. */
export function nudgePanel(
  nudge: Nudge | undefined,
  channelId: string | null,
  notice?: Markdown,
): TopLevelComponent {
  if (nudge === undefined || nudge.nextAt === null) {
    return panel(
      nudge?.problem == null ? accent.brand : accent.warn,
      text(
        lines(
          notice,
          md`### Weekly nudges are off`,
          nudge?.problem == null ? undefined : md`They stopped because ${trusted(nudge.problem)}`,
          md`Once a week I can remind you of your step: one message, only if you haven't pressed *Done this week*, and one button ends it.`,
        ),
      ),
      buttons(button(turnNudgesOn.id({}), 'Turn on', { look: 'success' })),
    );
  }
  return panel(
    nudge.problem === null ? accent.done : accent.warn,
    text(
      lines(
        notice,
        md`### Weekly nudges are on`,
        md`**When:** ${weekdayName(nudge.weekday)}s at ${formatTimeOfDay(nudge.minuteOfDay)}, ${nudge.timeZone.replaceAll('_', ' ')}`,
        md`**Where:** ${placeText(nudge, channelId)}`,
        md`**Next:** ${timestamp(nudge.nextAt, 'F')} (${timestamp(nudge.nextAt, 'R')}), unless you press *Done this week* before`,
        nudge.timeZone === 'UTC'
          ? md`-# Not your time zone? Give yours with \`/nudge on\` and \`timezone\`.`
          : undefined,
        nudge.problem === null ? undefined : md`⚠️ The last one didn't reach you: ${trusted(nudge.problem)}`,
      ),
    ),
    buttons(checkInButton()),
    divider(),
    text(
      md`-# Change it with \`/nudge on\`, see one now with \`/nudge test\`, end them with \`/nudge off\`.`,
    ),
  );
}

function placeText(nudge: Nudge, channelId: string | null): Markdown {
  const channel =
    channelId === null ? md`a channel, once an admin sets one with \`/setup\`` : channelMention(channelId);
  if (nudge.place === 'channel') {
    return md`${channel}, where others see it. For direct messages, type \`/nudge on\` with \`where\`.`;
  }
  if (nudge.place === 'dm') return md`direct message`;
  return md`direct message, or ${channel} if those are closed`;
}

/** Reports that the member kept going this week. */
export const checkInButton = () => button(checkInNow.id({}), 'Done this week', { look: 'success' });

/** The batch id of a nudge that is only shown. */
export const previewBatch = 'preview';

/** What pressing a preview's buttons says. */
export function previewPanel(): TopLevelComponent {
  return panel(accent.brand, text(md`That was only a preview: nothing has changed.`));
}

/** Tells the admin who set the channel, once, that nudges can't be posted there. */
export function channelTrouble(channelId: string, problem: string): TopLevelComponent {
  return panel(
    accent.warn,
    text(
      lines(
        md`### Weekly nudges aren't arriving`,
        md`I couldn't post them in ${channelMention(channelId)}: ${trusted(problem)}`,
        md`Type \`/setup\` in the server to choose another channel or to see what I'm missing.`,
      ),
    ),
  );
}

/** The answer to *Done this week*. */
export function checkedInPanel(isFirst: boolean): TopLevelComponent {
  return panel(
    accent.done,
    text(
      isFirst
        ? lines(md`### ✅ Checked in for this week`, md`Good going. No nudge for the rest of this week.`)
        : lines(md`### ✅ You had checked in already`, md`This week is safe. See you next week.`),
    ),
    buttons(button(showNext.id({}), 'My next step'), button(showRoadMap.id({}), 'All steps')),
  );
}
