/** Tells the admin who set a channel, once, that the bot can't post there. */
import { z } from 'zod';
import { eachUnwanted, type Letter, type Message } from '../delivery/letter.ts';
import { action } from '../discord/action.ts';
import { accent, button, buttons, link, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { channelMention, lines, md, trusted } from '../discord/markdown.ts';
import { neededPermissions } from '../discord/permissions.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from './store.ts';

/** Says what an admin can do. */
export const showRemedy = action('trouble.help', 1, { batch: z.string().regex(/^[A-Za-z0-9_-]{1,24}$/) });

export class TroubleLetter implements Letter {
  readonly kind = 'trouble';
  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  async unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>> {
    return await eachUnwanted(rows, async ({ member, about }) => {
      const { nudgeChannelId, channelProblem } = await this.#settings.of(member.guildId);
      return channelProblem !== null && nudgeChannelId === about ? undefined : 'mended';
    });
  }

  async message({ id, rows }: Batch): Promise<Message> {
    const [row] = rows;
    if (row === undefined) throw new Error('a batch needs a row');
    const { channelProblem } = await this.#settings.of(row.member.guildId);
    const trouble = channelTrouble(row.member.guildId, row.about ?? '', channelProblem ?? '', id);
    return { components: [trouble], mention: [] };
  }

  async refused(): Promise<string | null> {
    // `/setup` shows it all the same.
    return null;
  }

  async sent(): Promise<void> {}
}

function channelTrouble(
  guildId: string,
  channelId: string,
  problem: string,
  batch: string,
): TopLevelComponent {
  return panel(
    accent.warn,
    text(
      lines(
        md`### My weekly messages aren't arriving`,
        md`I couldn't post in ${channelMention(channelId)} of ${link('your server', `https://discord.com/channels/${guildId}`)}: ${trusted(problem)}`,
        md`Type \`/setup\` in the server to choose another channel or to see what I'm missing.`,
      ),
    ),
    buttons(button(showRemedy.id({ batch }), 'What I need there')),
  );
}

/** What the bot needs where it posts. */
export const remedyPanel = (): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        md`### What I need in the channel for nudges`,
        md`In the channel's settings, under *Permissions*, allow me: ${Object.keys(neededPermissions).join(', ')}.`,
        md`Then type \`/setup\` in the server: it checks again. Meanwhile nudges go where members turned them on.`,
      ),
    ),
  );
