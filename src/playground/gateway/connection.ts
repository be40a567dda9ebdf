/** One WebSocket of a client: its heartbeats, what it may send, and how fast. */
import type { RawData, WebSocket } from 'ws';
import * as z from 'zod/mini';
import type { Gateway } from './gateway.ts';
import { KNOWN_INTENTS, PRIVILEGED_INTENTS } from './intents.ts';
import { Op, type Session } from './session.ts';

/** Close codes (topics/opcodes-and-status-codes). */
const Close = {
  UnknownOpcode: 4001,
  DecodeError: 4002,
  NotAuthenticated: 4003,
  AuthenticationFailed: 4004,
  AlreadyAuthenticated: 4005,
  RateLimited: 4008,
  SessionTimedOut: 4009,
  InvalidShard: 4010,
  InvalidIntents: 4013,
  DisallowedIntents: 4014,
} as const;

/** Why a connection is closed: code and words; null when all is well. */
type Complaint = readonly [code: number, reason: string] | null;
const UNREADABLE = [Close.DecodeError, 'Error while decoding payload.'] as const;

const MAX_PAYLOAD_BYTES = 4_096;
const MAX_EVENTS = 120;
const EVENT_WINDOW_MS = 60_000;

const Frame = z.object({ op: z.int(), d: z.optional(z.unknown()) });
const IdentifyPayload = z.object({
  token: z.string(),
  properties: z.record(z.string(), z.unknown()),
  intents: z.int(),
  shard: z.optional(z.tuple([z.int(), z.int()])),
});
const ResumePayload = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

export interface Identify {
  intents: number;
  shard: readonly [number, number];
}

export class Connection {
  readonly socket: WebSocket;
  readonly #gateway: Gateway;
  readonly #heartbeat: NodeJS.Timeout;
  #session: Session | null = null;
  #lastBeatMs = Date.now();
  #sentAt: number[] = [];

  constructor(socket: WebSocket, gateway: Gateway) {
    this.socket = socket;
    this.#gateway = gateway;
    const interval = gateway.options.heartbeatIntervalMs;
    this.#heartbeat = setInterval(() => this.#checkBeat(), interval);
    socket.on('message', (data) => this.#receive(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => this.#closed(code));
    this.send(Op.Hello, { heartbeat_interval: interval });
  }

  send(op: number, data: unknown): void {
    this.socket.send(JSON.stringify({ op, d: data, s: null, t: null }));
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  /** Tells the client that its session is over; it may then RESUME or IDENTIFY on the same connection. */
  invalidate(resumable: boolean): void {
    if (this.#session !== null) this.#gateway.leave(this.#session, this.socket, !resumable);
    this.#session = null;
    this.send(Op.InvalidSession, resumable);
  }

  #closed(code: number): void {
    clearInterval(this.#heartbeat);
    const forGood = code === 1000 || code === 1001;
    if (this.#session !== null) this.#gateway.leave(this.#session, this.socket, forGood);
  }

  /** A client that has missed a whole interval and a half is gone. */
  #checkBeat(): void {
    const silentMs = Date.now() - this.#lastBeatMs;
    if (silentMs > this.#gateway.options.heartbeatIntervalMs * 1.5) {
      this.close(Close.SessionTimedOut, 'Session timed out.');
    }
  }

  #receive(data: RawData): void {
    const complaint = this.#take(Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer));
    if (complaint !== null) this.close(...complaint);
  }

  #take(bytes: Buffer): Complaint {
    if (bytes.length > MAX_PAYLOAD_BYTES) return UNREADABLE;
    if (this.#tooFast()) return [Close.RateLimited, 'You are being rate limited.'];
    const frame = Frame.safeParse(parse(bytes.toString()));
    return frame.success ? this.#handle(frame.data.op, frame.data.d) : UNREADABLE;
  }

  #tooFast(): boolean {
    const now = Date.now();
    this.#sentAt = this.#sentAt.filter((at) => now - at < EVENT_WINDOW_MS);
    this.#sentAt.push(now);
    return this.#sentAt.length > MAX_EVENTS;
  }

  #handle(op: number, data: unknown): Complaint {
    switch (op) {
      case 1:
        this.#lastBeatMs = Date.now();
        this.send(Op.Ack, null);
        return null;
      case 2:
        return this.#identify(data);
      case 6:
        return this.#resume(data);
      case 3:
      case 4:
      case 8:
      case 31:
        if (this.#session === null) return [Close.NotAuthenticated, 'Not authenticated.'];
        if (op === 8) this.#gateway.sendMembers(this.#session, data);
        return null;
      default:
        return [Close.UnknownOpcode, 'Unknown opcode.'];
    }
  }

  #identify(data: unknown): Complaint {
    if (this.#session !== null) return [Close.AlreadyAuthenticated, 'Already authenticated.'];
    const parsed = IdentifyPayload.safeParse(data);
    if (!parsed.success) return UNREADABLE;
    const { token, intents, shard = [0, 1] } = parsed.data;
    if (!this.#knows(token)) return [Close.AuthenticationFailed, 'Authentication failed.'];
    if ((intents & ~KNOWN_INTENTS) !== 0 || intents < 0) return [Close.InvalidIntents, 'Invalid intent(s).'];
    const privileged = intents & PRIVILEGED_INTENTS & ~this.#gateway.options.privilegedIntents;
    if (privileged !== 0) return [Close.DisallowedIntents, 'Disallowed intent(s).'];
    if (shard[0] < 0 || shard[0] >= shard[1]) return [Close.InvalidShard, 'Invalid shard.'];
    if (this.#gateway.startLimit().remaining === 0) this.send(Op.InvalidSession, false);
    else this.#session = this.#gateway.start({ intents, shard }, this.socket);
    return null;
  }

  #resume(data: unknown): Complaint {
    const parsed = ResumePayload.safeParse(data);
    if (!parsed.success) return UNREADABLE;
    const { token, session_id, seq } = parsed.data;
    if (!this.#knows(token)) return [Close.AuthenticationFailed, 'Authentication failed.'];
    this.#session = this.#gateway.resume(session_id, seq, this.socket);
    if (this.#session === null) this.send(Op.InvalidSession, false);
    return null;
  }

  #knows(token: string): boolean {
    return token.replace(/^Bot /, '') === this.#gateway.world.identity.botToken;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
