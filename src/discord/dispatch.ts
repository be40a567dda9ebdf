/** From an interaction to its handler and back: deadlines, errors turned into words, and one log line each. */
import { randomBytes } from 'node:crypto';
import type { REST } from 'discord.js';
import type { Logger } from '../log.ts';
import { actionKey, parseCustomId } from './action.ts';
import type { AnyRunnable, Command, Context, Handler, Where } from './command.ts';
import { accent, clip, panel, text } from './components.ts';
import { AnswerLostError, codeOf, discordCode, UserError } from './errors.ts';
import { withHome } from './home.ts';
import {
  type IncomingAction,
  type IncomingCommand,
  type IncomingInteraction,
  type IncomingTyping,
  readInteraction,
  type Unreadable,
} from './interaction.ts';
import { md } from './markdown.ts';
import { readOptions } from './options.ts';
import { type Reply, showNew } from './reply.ts';
import { Responder } from './respond.ts';

/** A handler that has not answered after this time is deferred for it; Discord waits 3 s. */
const deferAfterMs = 2_000;

export interface DispatchOptions<App, Member> {
  readonly commands: readonly Command<App, Member>[];
  readonly app: App;
  readonly rest: REST;
  readonly log: Logger;
  /** Who is behind an interaction; `home` is the server that a panel in direct messages says it belongs to. */
  identify(where: Where, home: string | null): Promise<Member>;
  /** The server in which somebody goes on in direct messages; null if there is none. */
  homeOf(userId: string): Promise<string | null>;
  /** What to show for a button or command that this version no longer knows. */
  outdated(context: Context<App, Member>): Promise<Reply>;
}

type Outcome = 'ok' | 'user-error' | 'outdated' | 'failed' | 'late' | 'lost';

export class Dispatcher<App, Member> {
  readonly #options: DispatchOptions<App, Member>;
  readonly #commands: ReadonlyMap<string, Command<App, Member>>;
  readonly #handlers: ReadonlyMap<string, Handler<App, Member>>;
  readonly #inFlight = new Set<Promise<void>>();

  constructor(options: DispatchOptions<App, Member>) {
    this.#options = options;
    this.#commands = new Map(options.commands.map((command) => [command.name, command]));
    const handlers = options.commands.flatMap((command) => command.handlers);
    this.#handlers = new Map(handlers.map((handler) => [actionKey(handler.action), handler]));
  }

  /** Takes an interaction off the gateway; never throws, and needs no waiting for. */
  receive(payload: unknown): void {
    const interaction = readInteraction(payload);
    if (interaction === undefined) {
      this.#options.log.warn('an interaction made no sense and was left alone');
      return;
    }
    const handled =
      interaction.kind === 'unreadable' ? this.#decline(interaction) : this.#handle(interaction);
    const done = handled.catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'an interaction could not be answered');
    });
    this.#inFlight.add(done);
    void done.finally(() => this.#inFlight.delete(done));
  }

  /** Resolves when nothing is waiting for an answer. */
  async idle(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
  }

  async #decline(interaction: Unreadable): Promise<void> {
    this.#options.log.warn('an interaction could not be understood');
    const responder = new Responder(this.#options.rest, interaction);
    if (interaction.typing) return await responder.suggest([]);
    const words = md`I couldn't make sense of that. Please type the command again.`;
    await responder.send(showNew(panel(accent.warn, text(words))));
  }

  async #handle(interaction: IncomingInteraction): Promise<void> {
    const startedAt = performance.now();
    const responder = new Responder(this.#options.rest, interaction);
    const outcome =
      interaction.kind === 'autocomplete'
        ? await this.#suggest(interaction, responder)
        : await this.#answer(interaction, responder);
    this.#options.log.info(
      {
        command: nameOf(interaction),
        kind: interaction.kind,
        guild: interaction.where.guildId,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        outcome,
      },
      'interaction',
    );
  }

  async #answer(interaction: IncomingCommand | IncomingAction, responder: Responder): Promise<Outcome> {
    const timer = setTimeout(() => {
      responder.defer().catch((error: unknown) => this.#noteRefusal(error, interaction));
    }, deferAfterMs);
    try {
      const { reply, outcome } = await this.#route(interaction);
      clearTimeout(timer);
      await responder.send(reply);
      return outcome;
    } catch (error) {
      clearTimeout(timer);
      return await this.#apologise(error, interaction, responder);
    }
  }

  async #route(interaction: IncomingCommand | IncomingAction): Promise<{ reply: Reply; outcome: Outcome }> {
    const context = await this.#contextOf(interaction);
    const reply =
      interaction.kind === 'command'
        ? await this.#runCommand(interaction, context)
        : await this.#runAction(interaction, context);
    const shown = await this.#atHome(reply ?? (await this.#options.outdated(context)), context);
    return { reply: shown, outcome: reply === undefined ? 'outdated' : 'ok' };
  }

  /** In direct messages, the reply remembers which server it is about. */
  async #atHome(reply: Reply, { where }: Context<App, Member>): Promise<Reply> {
    const home = where.guildId === null ? await this.#options.homeOf(where.userId) : null;
    return home === null ? reply : withHome(reply, home);
  }

  async #contextOf(interaction: IncomingInteraction): Promise<Context<App, Member>> {
    const { where } = interaction;
    const home = 'home' in interaction ? interaction.home : null;
    return { app: this.#options.app, where, member: await this.#options.identify(where, home) };
  }

  async #runCommand(interaction: IncomingCommand, context: Context<App, Member>): Promise<Reply | undefined> {
    const runnable = this.#find(interaction);
    if (runnable === undefined) return undefined;
    const read = readOptions(runnable.options, interaction.options);
    if (!read.ok)
      throw new UserError(
        md`I can't read what you gave as **${clip(read.wrong, 32)}**: please type the command again.`,
      );
    return await runnable.run({ ...context, options: read.values });
  }

  async #runAction(interaction: IncomingAction, context: Context<App, Member>): Promise<Reply | undefined> {
    const parsed = parseCustomId(interaction.customId);
    if (parsed === undefined) return undefined;
    const handler = this.#handlers.get(actionKey(parsed));
    const state = handler?.action.read(parsed.fields);
    if (handler === undefined || state === undefined) return undefined;
    const { values, shownAsChosen, fields } = interaction;
    return await handler.run({ ...context, state, values, shownAsChosen, fields });
  }

  #find({ command, subcommand }: IncomingCommand | IncomingTyping): AnyRunnable<App, Member> | undefined {
    const found = this.#commands.get(command);
    if (subcommand === undefined) return found?.single;
    const subcommands = found?.subcommands ?? {};
    return Object.hasOwn(subcommands, subcommand) ? subcommands[subcommand] : undefined;
  }

  async #suggest(interaction: IncomingTyping, responder: Responder): Promise<Outcome> {
    try {
      const { focused } = interaction;
      const known = this.#find(interaction)?.autocomplete ?? {};
      const suggestions = focused && Object.hasOwn(known, focused.name) ? known[focused.name] : undefined;
      if (suggestions === undefined) {
        await responder.suggest([]);
        return 'outdated';
      }
      const context = await this.#contextOf(interaction);
      await responder.suggest(await suggestions({ ...context, text: focused?.text ?? '' }));
      return 'ok';
    } catch (error) {
      this.#noteRefusal(error, interaction);
      await responder.suggest([]).catch(() => {});
      return 'failed';
    }
  }

  /** Says in words what went wrong; the detail goes into the log under the same short id. */
  async #apologise(error: unknown, interaction: IncomingInteraction, responder: Responder): Promise<Outcome> {
    const code = codeOf(error);
    const isTooLate = code === discordCode.unknownInteraction || code === discordCode.alreadyAcknowledged;
    if (isTooLate || error instanceof AnswerLostError) {
      this.#noteRefusal(error, interaction);
      return isTooLate ? 'late' : 'lost';
    }
    const forMember = error instanceof UserError;
    const id = randomBytes(4).toString('hex');
    if (!forMember) {
      this.#options.log.error({ err: error, errorId: id, command: nameOf(interaction) }, 'a handler failed');
    }
    const words = forMember
      ? error.words
      : md`Sorry, something went wrong on my side, and it's been noted. Please try again; if it happens again, tell an admin this code: \`${id}\``;
    try {
      await responder.send(showNew(panel(accent.warn, text(words))));
    } catch (refusal) {
      this.#noteRefusal(refusal, interaction);
      // Whatever was wrong with those words can't be wrong with these.
      const plain = showNew(panel(accent.warn, text(md`Sorry, that didn't work.`)));
      await responder.send(plain).catch((error: unknown) => this.#noteRefusal(error, interaction));
    }
    return forMember ? 'user-error' : 'failed';
  }

  #noteRefusal(error: unknown, interaction: IncomingInteraction): void {
    this.#options.log.warn({ err: error, command: nameOf(interaction) }, 'Discord did not take an answer');
  }
}

/** What the log calls an interaction: the command, or the action's name; never what a member typed. */
function nameOf(interaction: IncomingInteraction): string {
  if ('customId' in interaction) return parseCustomId(interaction.customId)?.name ?? 'unknown';
  return [interaction.command, interaction.subcommand].filter((part) => part !== undefined).join(' ');
}
