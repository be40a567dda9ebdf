/** What a shared entry looks like to the server, and what its author sees of it. */
import { type APIButtonComponent, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { limits } from '../discord/limits.ts';
import { channelMention, lines, type Markdown, md, trusted, userMention } from '../discord/markdown.ts';
import { entryKinds } from '../guide/names.ts';
import type { SharingStep } from '../guide/sharing.ts';
import { logSomething, shareEntry, showEntry, unshareEntry } from '../portfolio/actions.ts';
import type { Entry } from '../portfolio/entry.ts';
import { noteOf, titleOf } from '../portfolio/entry-view.ts';
import { askChecklist } from './actions.ts';
import type { Shared } from './store.ts';

/** What the server sees: the entry and what its author asks for. */
export function postPanel(entry: Entry, userId: string, step: SharingStep): TopLevelComponent {
  return panel(
    accent.brand,
    text(
      lines(
        md`### ${entryKinds[entry.kind]}: ${titleOf(entry)}`,
        md`-# by ${userMention(userId)}`,
        noteOf(entry),
      ),
    ),
    text(md`**Feedback wanted:** ${trusted(step.share.ask)}`),
    buttons(
      entry.url === null ? undefined : linkButton('Have a look', entry.url),
      button(askChecklist.id({ entry: entry.id, step: step.id }), 'What to look for'),
    ),
  );
}

/** The first message of the thread. */
export function threadPanel(userId: string, step: SharingStep): TopLevelComponent {
  return panel(
    accent.brand,
    text(
      lines(
        md`${userMention(userId)} would like your feedback here. What to look for:`,
        ...checklist(step),
        md`-# One thing that works and one that lost you is plenty. Made something too?`,
      ),
    ),
    buttons(button(logSomething.id({}), 'Log something of mine')),
  );
}

/** What readers go by, for whoever asked. */
export const checklistPanel = (step: SharingStep): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        md`### What to look for`,
        ...checklist(step),
        md`-# Say it in the thread: one thing that works and one that lost you is plenty.`,
      ),
    ),
  );

const checklist = ({ share }: SharingStep): Markdown[] =>
  share.checklist.map((point) => md`- ${trusted(point)}`);

/** Shows the author what will be posted, word for word, before it is. */
export function previewPanels(
  entry: Entry,
  userId: string,
  step: SharingStep,
  channelId: string,
): TopLevelComponent[] {
  const question = panel(
    accent.warn,
    text(
      lines(
        md`## Share it for feedback?`,
        md`I'll post this in ${channelMention(channelId)}, with your name, for everyone there to see. Below it goes a thread, which begins with the checklist that readers go by.`,
      ),
    ),
    buttons(
      button(shareEntry.id({ entry: entry.id }), 'Post it', { look: 'primary' }),
      button(showEntry.id({ entry: entry.id }), 'Not now'),
    ),
  );
  const post = postPanel(entry, userId, step);
  const whole = [question, post, threadPanel(userId, step)];
  // The longest note and link there can be leave no room for the longest checklist.
  return lengthOf(whole) <= limits.messageText ? whole : [question, post];
}

/** Characters of all text in the panels. */
const lengthOf = (panels: readonly TopLevelComponent[]): number =>
  panels
    .flatMap((part) => (part.type === ComponentType.Container ? part.components : []))
    .reduce((sum, part) => sum + (part.type === ComponentType.TextDisplay ? part.content.length : 0), 0);

/** Tells the author that it is out; `problem` says what its thread lacks. */
export function sharedPanel(post: Shared, problem?: Markdown): TopLevelComponent {
  const isWhole = post.threadId !== null;
  return panel(
    isWhole ? accent.done : accent.warn,
    text(
      lines(
        md`## ✔️ Shared in ${channelMention(post.channelId)}`,
        problem,
        md`-# The post stays as it is now, whatever you change in the entry. To renew it, take it back and share it again.`,
      ),
    ),
    buttons(
      linkButton(
        'See it',
        `https://discord.com/channels/${post.guildId}/${post.channelId}/${post.messageId}`,
      ),
      isWhole ? undefined : button(shareEntry.id({ entry: post.entryId }), 'Try the thread again'),
      button(unshareEntry.id({ entry: post.entryId }), 'Take it back'),
      backButton(post.entryId),
    ),
  );
}

/** The author has taken it back, or it was never out. */
export const notSharedPanel = (entryId: number, words: Markdown): TopLevelComponent =>
  panel(accent.done, text(words), buttons(backButton(entryId)));

/** Nobody can say whether it is out: the author can look. */
export const unknowablePanel = (entryId: number, channelId: string): TopLevelComponent =>
  panel(
    accent.warn,
    text(
      lines(
        md`## It may be out already`,
        md`An earlier try was cut off, and I can't read far enough back in ${channelMention(channelId)} to see whether it arrived. Please look there. If it isn't there, start over.`,
      ),
    ),
    buttons(button(unshareEntry.id({ entry: entryId }), 'Start over'), backButton(entryId)),
  );

const backButton = (entryId: number) => button(showEntry.id({ entry: entryId }), 'Back to the entry');

const linkButton = (label: string, url: string): APIButtonComponent => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  label,
  url,
});
