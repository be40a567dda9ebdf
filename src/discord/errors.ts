/** The two kinds of error: those whose message is for the member, and Discord's refusals by their code. */
import { DiscordAPIError, HTTPError } from 'discord.js';
import type { Markdown } from './markdown.ts';

/** A mistake or a state that the member can do something about: `words` is the sentence that they read. */
export class UserError extends Error {
  override name = 'UserError';
  readonly words: Markdown;

  constructor(words: Markdown) {
    super(words.text);
    this.words = words;
  }
}

/** Nobody knows whether Discord took an answer, and there is no time left to ask again: another might be one too many. */
export class AnswerLostError extends Error {
  override name = 'AnswerLostError';
}

/** Discord's error codes that the bot treats one by one (topics/opcodes-and-status-codes). */
export const discordCode = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMember: 10_007,
  unknownMessage: 10_008,
  unknownUser: 10_013,
  unknownInteraction: 10_062,
  unknownEvent: 10_070,
  openingDirectMessagesTooFast: 40_003,
  tooManyEvents: 30_038,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  cannotMessageUser: 50_007,
  missingPermissions: 50_013,
  noMutualGuild: 50_278,
  threadArchived: 50_083,
  threadExists: 160_004,
  tooManyThreads: 160_006,
} as const;

/** Discord's code for a refusal, or undefined if `error` is none (a dropped connection, a time-out, a fault of ours). */
export function codeOf(error: unknown): number | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  const code = Number(error.code);
  return Number.isNaN(code) ? undefined : code;
}

/** Names of errors by which a request ends without an answer that can be read; `SyntaxError` is one that is no JSON. */
const unanswered: ReadonlySet<string> = new Set([
  'AbortError',
  'TimeoutError',
  'HTTPParserError',
  'SyntaxError',
]);

/** Codes of a connection that fails: Node's own, such as `ECONNRESET`, and those of its HTTP client, undici. */
const connectionCode = /^(?:E(?!RR_)[A-Z_]+|UND_ERR_\w+)$/;

/**
 * Whether nobody can say if Discord has done what a request asked for: a 5xx, a dropped connection, a time-out, half
 * an answer. Any other error is a refusal of Discord's or a fault of ours.
 */
export function isInDoubt(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof HTTPError || unanswered.has(error.name) || connectionCode.test(code);
}
