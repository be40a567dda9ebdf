/** The gateway's server side: who is connected, which events each may see, and what tests do to the connections. */
import { randomBytes } from 'node:crypto';
import { type APIMessage, GatewayIntentBits as I, PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import type { Change } from '../hub.ts';
import { renderGuildCreate, renderMember, userOf } from '../render.ts';
import type { World } from '../world.ts';
import { Connection, type Identify } from './connection.ts';
import { holdsAny } from './intents.ts';
import { Op, Session } from './session.ts';

/** How long a session waits for its client to come back. */
const RESUMABLE_MS = 180_000;
/** IDENTIFYs in 24 h before Discord resets the token. */
const DAILY_IDENTIFIES = 1_000;
const DAY_MS = 86_400_000;

const MembersRequest = z.object({
  guild_id: z.string(),
  user_ids: z.optional(z.union([z.string(), z.array(z.string())])),
  nonce: z.optional(z.string()),
});

export interface GatewayOptions {
  /** Privileged intents that are switched on for the application (a bit set). */
  privilegedIntents: number;
  heartbeatIntervalMs: number;
  resumeUrl: string;
}

export class Gateway {
  readonly world: World;
  readonly options: GatewayOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #connections = new Set<Connection>();
  #identifies: number[] = [];

  constructor(world: World, options: GatewayOptions) {
    this.world = world;
    this.options = options;
    world.hub.listen((change) => this.#pass(change));
  }

  /** Takes a new WebSocket and says HELLO. */
  accept(socket: WebSocket): void {
    const connection = new Connection(socket, this);
    this.#connections.add(connection);
    socket.on('close', () => void this.#connections.delete(connection));
  }

  /** The connections that are open right now. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Whether any bot is connected and identified. */
  get online(): boolean {
    return [...this.#sessions.values()].some((session) => session.socket !== null);
  }

  /** What `GET /gateway/bot` tells of the day's IDENTIFYs. */
  startLimit(): { total: number; remaining: number; reset_after: number; max_concurrency: number } {
    this.#forgetOldIdentifies();
    const oldest = this.#identifies[0];
    return {
      total: DAILY_IDENTIFIES,
      remaining: Math.max(0, DAILY_IDENTIFIES - this.#identifies.length),
      reset_after: oldest === undefined ? 0 : oldest + DAY_MS - Date.now(),
      max_concurrency: 1,
    };
  }

  /** Starts a session for an identified connection and sends READY, then the guilds to those who asked for them. */
  start(identify: Identify, socket: WebSocket): Session {
    this.#forgetOldIdentifies();
    this.#identifies.push(Date.now());
    const session = new Session(randomBytes(16).toString('hex'), identify.intents, identify.shard);
    session.socket = socket;
    this.#sessions.set(session.id, session);
    const { applicationId, botUserId } = this.world.identity;
    const guilds = this.world.guildsOf(botUserId).filter((guild) => session.covers(guild.id));
    session.dispatch('READY', {
      v: 10,
      user: { ...userOf(this.world, botUserId), verified: true, mfa_enabled: false, email: null },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.options.resumeUrl,
      shard: session.shard,
      application: { id: applicationId, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
    });
    if (holdsAny(session.intents, I.Guilds)) {
      for (const guild of guilds) session.dispatch('GUILD_CREATE', renderGuildCreate(this.world, guild));
    }
    this.world.hub.publish({ kind: 'state' });
    return session;
  }

  /** Hands a session to its returning client with all that it missed; null when it must IDENTIFY again. */
  resume(sessionId: string, sequence: number, socket: WebSocket): Session | null {
    const session = this.#sessions.get(sessionId);
    if (session === undefined || this.#expired(session)) return null;
    session.socket?.terminate();
    session.socket = socket;
    if (!session.replayAfter(sequence)) {
      this.#sessions.delete(sessionId);
      return null;
    }
    session.dispatch('RESUMED', {});
    this.world.hub.publish({ kind: 'state' });
    return session;
  }

  /** The client of this session went away: for good, or for a while. */
  leave(session: Session, socket: WebSocket, forGood: boolean): void {
    if (session.socket !== socket) return;
    session.socket = null;
    session.awaySinceMs = Date.now();
    if (forGood) this.#sessions.delete(session.id);
    this.world.hub.publish({ kind: 'state' });
  }

  /** Tells the bot of an interaction; no intent is needed. */
  sendInteraction(guildId: string | null, payload: object): void {
    for (const session of this.#alive()) {
      if (session.covers(guildId)) session.dispatch('INTERACTION_CREATE', payload);
    }
  }

  /** Answers REQUEST_GUILD_MEMBERS with those asked for by id, or, with the intent for it, with all. */
  sendMembers(session: Session, data: unknown): void {
    const asked = MembersRequest.safeParse(data);
    if (!asked.success) return;
    const { guild_id, user_ids, nonce } = asked.data;
    const wanted = typeof user_ids === 'string' ? [user_ids] : user_ids;
    if (wanted === undefined && !holdsAny(session.intents, I.GuildMembers)) return;
    const members = this.world
      .membersOf(guild_id)
      .filter(({ userId }) => wanted === undefined || wanted.includes(userId));
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id,
      members: members.map((member) => renderMember(this.world, member)),
      chunk_index: 0,
      chunk_count: 1,
      not_found: (wanted ?? []).filter((id) => !members.some(({ userId }) => userId === id)),
      ...(nonce === undefined ? {} : { nonce }),
    });
  }

  /** Cuts every connection without a word, as a lost network does. Sessions can be resumed. */
  dropAll(): void {
    for (const connection of this.#connections) connection.socket.terminate();
  }

  /** Asks every client to reconnect and resume (opcode 7). */
  requestReconnect(): void {
    for (const connection of this.#connections) connection.send(Op.Reconnect, null);
  }

  /** Tells every client that its session is over (opcode 9); a resumable one may be resumed after all. */
  invalidateSessions(resumable: boolean): void {
    if (!resumable) this.#sessions.clear();
    for (const connection of this.#connections) connection.invalidate(resumable);
  }

  close(): void {
    for (const connection of this.#connections) connection.close(1001, 'The playground is closing');
  }

  *#alive(): Iterable<Session> {
    for (const session of this.#sessions.values()) {
      if (this.#expired(session)) this.#sessions.delete(session.id);
      else yield session;
    }
  }

  #expired(session: Session): boolean {
    return session.socket === null && Date.now() - session.awaySinceMs > RESUMABLE_MS;
  }

  #forgetOldIdentifies(): void {
    this.#identifies = this.#identifies.filter((at) => Date.now() - at < DAY_MS);
  }

  #pass(change: Change): void {
    switch (change.kind) {
      case 'message':
        if (change.onlyFor === null) this.#passMessage('MESSAGE_CREATE', change.message);
        break;
      case 'message-update':
        if (change.onlyFor === null) this.#passMessage('MESSAGE_UPDATE', change.message);
        break;
      case 'message-delete':
        if (change.onlyFor === null) this.#passDeletion(change.channelId, change.messageId);
        break;
      case 'dispatch':
        for (const session of this.#alive()) {
          if (!holdsAny(session.intents, change.intents) || !session.covers(change.guildId)) continue;
          session.dispatch(change.event, change.data);
        }
        break;
      case 'state':
        break;
    }
  }

  #passMessage(event: string, message: APIMessage): void {
    const channel = this.world.channels.get(message.channel_id);
    if (channel === undefined) return;
    const { guildId } = channel;
    const intent = guildId === null ? I.DirectMessages : I.GuildMessages;
    if (guildId !== null && !this.#botSees(message.channel_id)) return;
    const { botUserId } = this.world.identity;
    const ours = message.author.id === botUserId || message.mentions.some(({ id }) => id === botUserId);
    for (const session of this.#alive()) {
      if (!holdsAny(session.intents, intent) || !session.covers(guildId)) continue;
      const open = ours || guildId === null || holdsAny(session.intents, I.MessageContent);
      const hidden = open ? {} : { content: '', embeds: [], attachments: [], components: [] };
      session.dispatch(event, { ...message, ...hidden, ...(guildId === null ? {} : { guild_id: guildId }) });
    }
  }

  #passDeletion(channelId: string, id: string): void {
    const guildId = this.world.channels.get(channelId)?.guildId ?? null;
    if (guildId !== null && !this.#botSees(channelId)) return;
    const intent = guildId === null ? I.DirectMessages : I.GuildMessages;
    for (const session of this.#alive()) {
      if (!holdsAny(session.intents, intent) || !session.covers(guildId)) continue;
      session.dispatch('MESSAGE_DELETE', {
        id,
        channel_id: channelId,
        ...(guildId === null ? {} : { guild_id: guildId }),
      });
    }
  }

  #botSees(channelId: string): boolean {
    const channel = this.world.channels.get(channelId);
    if (channel === undefined) return false;
    return (this.world.permissionsIn(channel, this.world.identity.botUserId) & P.ViewChannel) !== 0n;
  }
}
