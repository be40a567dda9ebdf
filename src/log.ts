import { destination, type Logger, pino } from 'pino';
import { build as pretty } from 'pino-pretty';

export type { Logger } from 'pino';

/** The process's log: JSON lines, or for people on a terminal. Anything that could hold a token is cut out. */
export function createLogger(options: { level: string; format: 'pretty' | 'json' }): Logger {
  const stream =
    options.format === 'pretty'
      ? pretty({
          colorize: true,
          ignore: 'pid,hostname',
          translateTime: 'SYS:HH:MM:ss',
          singleLine: true,
          sync: true,
        })
      : destination({ sync: false });
  return pino(
    {
      level: options.level,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: describeError },
      redact: ['token', '*.token', 'headers.authorization', '*.headers.authorization'],
    },
    stream,
  );
}

/**
 * What is logged of an error. Discord's errors carry the request's body and its URL, which hold members' texts and
 * interaction tokens: only the code, the status and the route's first parts are kept.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const extra: Record<string, unknown> = {};
  for (const key of ['code', 'status', 'method'] as const) {
    const value = (error as unknown as Record<string, unknown>)[key];
    if (value !== undefined) extra[key] = value;
  }
  if (error.cause !== undefined) extra['cause'] = describeError(error.cause);
  return { name, message: withoutTokens(message), ...extra, stack: withoutTokens(stack ?? '') };
}

/** Interaction tokens and bot tokens are long runs of base64-like characters; ids and paths are not. */
function withoutTokens(text: string): string {
  return text.replace(/[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_.-]{20,}|[A-Za-z0-9_-]{60,}/g, '[token]');
}
