/** What members read and fill in of a week's goal. */
import {
  accent,
  button,
  buttons,
  panel,
  type TopLevelComponent,
  text,
  textField,
} from '../discord/components.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { askGoal, checkInNow, saveGoal, takeGoalBack } from './actions.ts';
import type { Goal } from './goals.ts';
import { buddyText, goalLimits, type WeekOf, weekDays } from './week-view.ts';

/** The goal of a week, or how to set one. */
export function goalPanel({ week, isPresent, goal, buddies }: WeekOf, notice?: Markdown): TopLevelComponent {
  const which = isPresent ? 'this week' : 'next week';
  if (goal === undefined) {
    return panel(
      accent.brand,
      text(
        lines(
          notice,
          md`### A goal for ${which} (${weekDays(week)})`,
          md`One small thing, and when and where you will do it. For example: port my training loop, Tuesday at 19:00, at the kitchen table.`,
          md`-# In a study of 149 people over four weeks, those who only thought about their goals said they got 43 % of the way; with goals written down, 61 %; with a report to a friend each week too, 76 %.`,
        ),
      ),
      buttons(button(askGoal.id({ week }), 'Set a goal', { look: 'primary' })),
    );
  }
  return panel(
    accent.done,
    text(
      lines(
        notice,
        md`### 🎯 Your goal for ${which} (${weekDays(week)})`,
        md`**${goal.what}**`,
        goal.plan === null
          ? md`-# When and where will you do it? Deciding that now makes it likelier to happen.`
          : md`**When and where:** ${goal.plan}`,
        buddyText(buddies),
      ),
    ),
    buttons(
      isPresent ? button(checkInNow.id({}), 'Check in', { look: 'success' }) : undefined,
      button(askGoal.id({ week }), goal.plan === null ? 'Say when and where' : 'Change it'),
      button(takeGoalBack.id({ week }), 'Take it back'),
    ),
  );
}

/** The form for a week's goal. */
export const goalForm = (week: string, goal: Goal | undefined): FormReply =>
  form({
    custom_id: saveGoal.id({ week }),
    title: `Goal for ${weekDays(week)}`,
    components: [
      textField({
        customId: 'what',
        label: 'What will you do?',
        description: 'One small thing that you can tell is done',
        maxLength: goalLimits.what,
        ...(goal !== undefined && { value: goal.what }),
      }),
      textField({
        customId: 'plan',
        label: 'When and where?',
        placeholder: 'Tuesday 19:00, at the kitchen table',
        optional: true,
        maxLength: goalLimits.plan,
        ...(goal?.plan != null && { value: goal.plan }),
      }),
    ],
  });
