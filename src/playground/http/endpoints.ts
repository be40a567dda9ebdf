/** The page's own endpoints, under `/playground` (see protocol.ts). */
import type { IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import type { Gateway } from '../gateway/gateway.ts';
import type { Client } from '../interactions/client.ts';
import { postMessage } from '../messages/post.ts';
import type { Hint, TimeControl } from '../protocol.ts';
import { readBytes } from '../rest/read.ts';
import type { World } from '../world.ts';
import { say } from './say.ts';
import { clockView, messagesView, sees, stateView } from './views.ts';

/** An answer 4xx with one sentence. */
export class EndpointError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const Option = z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) });
const commandShape = {
  channelId: z.string(),
  commandId: z.string(),
  path: z.array(z.string()),
  options: z.array(Option),
};
const Interact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), ...commandShape }),
  z.object({ kind: z.literal('autocomplete'), ...commandShape, focused: z.string() }),
  z.object({
    kind: z.literal('component'),
    channelId: z.string(),
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('modal'),
    channelId: z.string(),
    modalOf: z.string(),
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
]);
const Say = z.object({ channelId: z.string(), content: z.string() });
const ClockMove = z.union([z.object({ advanceMs: z.number() }), z.object({ to: z.literal('next') })]);
const Settings = z.object({ dmsOpen: z.boolean() });

export interface Parts {
  world: World;
  client: Client;
  gateway: Gateway;
  origin: () => string;
  time: TimeControl | undefined;
  hint: Hint | null;
}

/** Answers one request of the page; throws EndpointError. */
export async function endpoint(parts: Parts, request: IncomingMessage, url: URL): Promise<unknown> {
  const { world, client } = parts;
  const key = `${request.method} ${url.pathname.slice('/playground'.length)}`;
  switch (key) {
    case 'GET /state':
      return stateView(parts, personIn(world, url));
    case 'GET /messages':
      return messages(world, personIn(world, url), url);
    case 'POST /interact':
      return client.interact(personIn(world, url), await bodyOf(request, Interact));
    case 'POST /say':
      return sayAs(parts, personIn(world, url), await bodyOf(request, Say));
    case 'POST /clock':
      return moveClock(parts, await bodyOf(request, ClockMove));
    case 'POST /settings':
      return settings(world, personIn(world, url), await bodyOf(request, Settings));
    default:
      throw new EndpointError(404, 'There is nothing here');
  }
}

/** The person that the page is; when it does not say, whom the world starts as, or the first one. */
export function personIn(world: World, url: URL): string {
  const id = url.searchParams.get('as');
  const people = [...world.users.values()].filter(({ user }) => user.bot !== true);
  const wanted = id ?? world.start?.userId;
  const found = people.find(({ user }) => user.id === wanted) ?? (id === null ? people[0] : undefined);
  if (found === undefined) throw new EndpointError(404, 'Nobody here has this id');
  return found.user.id;
}

async function bodyOf<S extends z.ZodMiniType>(request: IncomingMessage, schema: S): Promise<z.output<S>> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    throw new EndpointError(415, 'The body must be application/json');
  }
  const text = (await readBytes(request)).toString();
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EndpointError(400, `The body is wrong at "${issue?.path.join('.')}": ${issue?.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EndpointError(400, 'The body is not JSON');
  }
}

function messages(world: World, userId: string, url: URL): unknown {
  const channel = world.channels.get(url.searchParams.get('channel') ?? '');
  if (channel === undefined || !sees(world, channel, userId)) {
    throw new EndpointError(404, 'There is no such channel, or you cannot see it');
  }
  return messagesView(world, channel.id, userId, url.searchParams.get('before'));
}

function sayAs(
  { world, origin }: Parts,
  userId: string,
  { channelId, content }: z.output<typeof Say>,
): unknown {
  const refusal = say(world, userId, channelId, content);
  if (typeof refusal === 'string') throw new EndpointError(403, refusal);
  return postMessage(world, origin(), { channel: refusal, authorId: userId, body: { content } }).message;
}

async function moveClock({ world, time }: Parts, move: z.output<typeof ClockMove>): Promise<unknown> {
  if (time === undefined) throw new EndpointError(409, 'This local Discord has a clock that cannot be moved');
  const target = 'advanceMs' in move ? time.now() + move.advanceMs : await time.nextEventMs();
  if (target === null) throw new EndpointError(409, 'Nothing is planned');
  if (target < time.now()) throw new EndpointError(400, 'Time only moves forward');
  await time.moveTo(target);
  world.hub.publish({ kind: 'state' });
  return clockView(world, time);
}

function settings(world: World, userId: string, { dmsOpen }: z.output<typeof Settings>): unknown {
  const record = world.users.get(userId);
  if (record !== undefined) world.putUser({ ...record, dmsOpen });
  world.hub.publish({ kind: 'state' });
  return { dmsOpen };
}
