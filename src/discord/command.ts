/**
 * What a file in `commands/` exports. The definition is the source of truth: what the handler gets is typed from it.
 * `App` is what the handlers work with and `Member` who they work for; this folder knows neither by name.
 */
import type { Action } from './action.ts';
import type { Options, OptionValues } from './options.ts';
import type { Reply } from './reply.ts';

type Awaitable<T> = T | Promise<T>;

/** What every handler knows of the interaction. */
export interface Where {
  /** Null in direct messages. */
  readonly guildId: string | null;
  readonly channelId: string;
  readonly isThread: boolean;
  readonly userId: string;
  /** What the channel calls the member, and whomever an option names, by user id: typed by people, so never trusted. */
  readonly names: ReadonlyMap<string, string>;
  /** The member's Discord language, such as `de` or `en-US`. */
  readonly locale: string;
  /** What the bot may do in this channel, as a permission bit field. */
  readonly botPermissions: bigint;
  /** What the member may do in this channel, as a permission bit field; 0 in direct messages. */
  readonly memberPermissions: bigint;
}

export interface Context<App, Member> {
  readonly app: App;
  readonly member: Member;
  readonly where: Where;
}

export interface Choice {
  name: string;
  value: string;
}

/** Suggestions while the member types `text` into an option. */
type Suggest<App, Member> = (
  context: Context<App, Member> & { readonly text: string },
) => Awaitable<Choice[]>;

interface Runnable<App, Member, O extends Options> {
  description: string;
  options: O;
  run(context: Context<App, Member> & { readonly options: OptionValues<O> }): Awaitable<Reply>;
  autocomplete?: { readonly [K in keyof O]?: Suggest<App, Member> };
}

/** A runnable whose options' types have been checked and forgotten, for the dispatcher. */
export interface AnyRunnable<App, Member> {
  readonly description: string;
  readonly options: Options;
  run(context: Context<App, Member> & { readonly options: Record<string, string> }): Awaitable<Reply>;
  readonly autocomplete: Readonly<Record<string, Suggest<App, Member>>>;
}

/** What a pressed button, a used select or a sent form brings. */
export interface Pressed<App, Member, S> extends Context<App, Member> {
  readonly state: S;
  /** What was chosen in a select: at most 25 values, or ids for a channel select. */
  readonly values: readonly string[];
  /** The values that the select showed as chosen, before the member changed them. */
  readonly shownAsChosen: readonly string[];
  /** What was typed into a form, by the field's custom id. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Handler<App, Member> {
  readonly action: Action<unknown>;
  run(pressed: Pressed<App, Member, unknown>): Awaitable<Reply>;
}

interface Base {
  name: string;
  description: string;
  /** `server`: only there; `anywhere`: in direct messages with the bot as well. */
  where: 'server' | 'anywhere';
  /** The permission that a member needs to see the command, unless the server's admins say otherwise. */
  requires?: bigint;
}

export interface Command<App, Member> extends Base {
  readonly single?: AnyRunnable<App, Member>;
  readonly subcommands?: Readonly<Record<string, AnyRunnable<App, Member>>>;
  readonly handlers: readonly Handler<App, Member>[];
}

/** The constructors for one application; `src/app.ts` makes them once, for all files in `commands/`. */
export function commandKit<App, Member>() {
  const forget = <O extends Options>(runnable: Runnable<App, Member, O>): AnyRunnable<App, Member> => ({
    description: runnable.description,
    options: runnable.options,
    autocomplete: Object.fromEntries(
      Object.entries(runnable.autocomplete ?? {}).filter((entry) => entry[1] !== undefined),
    ) as Record<string, Suggest<App, Member>>,
    // The dispatcher calls it only with what readOptions() made of these very options.
    run: (context) => runnable.run(context as never),
  });

  return {
    /** A command without subcommands. */
    command<const O extends Options>(
      spec: Base &
        Omit<Runnable<App, Member, O>, 'description'> & { handlers?: readonly Handler<App, Member>[] },
    ): Command<App, Member> {
      const { options, run, autocomplete, handlers = [], ...base } = spec;
      const single = forget<O>({
        description: base.description,
        options,
        run,
        ...(autocomplete && { autocomplete }),
      });
      return { ...base, single, handlers };
    },

    /** A command that is a family of subcommands. */
    commandGroup(
      spec: Base & {
        subcommands: Readonly<Record<string, AnyRunnable<App, Member>>>;
        handlers?: readonly Handler<App, Member>[];
      },
    ): Command<App, Member> {
      const { handlers = [], ...rest } = spec;
      return { ...rest, handlers };
    },

    subcommand: <const O extends Options>(runnable: Runnable<App, Member, O>) => forget(runnable),

    /** What happens when a component or form with `action`'s custom id is used. */
    on<S>(
      action: Action<S>,
      run: (pressed: Pressed<App, Member, S>) => Awaitable<Reply>,
    ): Handler<App, Member> {
      // The dispatcher passes only the state that this very action has read.
      return { action: action as Action<unknown>, run: (pressed) => run(pressed as Pressed<App, Member, S>) };
    },
  };
}
