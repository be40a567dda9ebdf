/** The weekly post as the outbox sends it: whether there is something to say, what it says, and what if it can't. */
import { eachUnwanted, type Letter, type Message, type Refusal } from '../delivery/letter.ts';
import type { Guide } from '../guide/guide.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { DigestStore } from './store.ts';
import { digestPanel } from './view.ts';
import { isQuiet, type ServerWeek } from './week.ts';

export interface DigestSources {
  readonly digests: DigestStore;
  readonly settings: SettingsStore;
  readonly guides: { of(guildId: string): Promise<Guide> };
}

export class DigestLetter implements Letter {
  readonly kind = 'digest';
  readonly #with: DigestSources;

  constructor(sources: DigestSources) {
    this.#with = sources;
  }

  async unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>> {
    return await eachUnwanted(rows, (row) => this.#whyNot(row));
  }

  async #whyNot(row: OutboxRow): Promise<string | undefined> {
    if ((await this.#with.settings.of(row.member.guildId)).nextPostAt === null) return 'turned off';
    return isQuiet(await this.#weekOf(row)) ? 'nothing to say' : undefined;
  }

  async message({ id, rows }: Batch): Promise<Message> {
    const posts = rows.map(async (row) => {
      const { guildId } = row.member;
      const [happened, guide] = await Promise.all([this.#weekOf(row), this.#with.guides.of(guildId)]);
      return digestPanel({ guildId, week: weekIn(row), happened, guide }, id);
    });
    return { components: await Promise.all(posts), mention: [] };
  }

  /** An admin is told once; if they have chosen another channel meanwhile, it goes there. */
  async refused({ member: { guildId } }: OutboxRow, refusal: Refusal): Promise<string | null> {
    if (refusal.why !== 'channel refused') return null;
    const { settings } = this.#with;
    await settings.noteChannelProblem(guildId, refusal.channelId, refusal.words);
    const { nudgeChannelId } = await settings.of(guildId);
    return nudgeChannelId === refusal.channelId ? null : nudgeChannelId;
  }

  async sent(): Promise<void> {}

  async #weekOf(row: OutboxRow): Promise<ServerWeek> {
    const { digests, settings, guides } = this.#with;
    const { guildId } = row.member;
    const [{ timeZone }, guide] = await Promise.all([settings.of(guildId), guides.of(guildId)]);
    const steps = new Set(guide.steps.map((step) => step.id));
    return await digests.weekOf({ guildId, timeZone, steps }, weekIn(row));
  }
}

/** The ISO week that a row is about; whoever plans it says so. */
function weekIn({ id, about }: OutboxRow): string {
  if (about === null) throw new Error(`row ${id} says no week`);
  return about;
}
