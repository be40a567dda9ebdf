/** Errors as Discord answers them: an HTTP status, a code, a sentence. */

/** Discord's error codes with the HTTP status and the words that come with each (opcodes-and-status-codes). */
const KNOWN = {
  0: [401, '401: Unauthorized'],
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  10070: [404, 'Unknown Guild Scheduled Event'],
  30005: [400, 'Maximum number of guild roles reached (250)'],
  30013: [400, 'Maximum number of guild channels reached (500)'],
  30015: [400, 'Maximum number of attachments in a message reached (10)'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  30038: [400, 'Maximum number of uncompleted guild scheduled events reached (100)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50028: [400, 'Invalid role'],
  50033: [400, 'Invalid Recipient(s)'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160002: [403, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [403, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
  180000: [400, 'Cannot update a finished event'],
} as const satisfies Record<number, readonly [number, string]>;

export type ErrorCode = keyof typeof KNOWN;

/** The `errors` of a 50035: the body's own shape, with `_errors` where something is wrong. */
export interface ErrorTree {
  [key: string]: ErrorTree | ErrorLeaf[];
}

export interface ErrorLeaf {
  code: string;
  message: string;
}

/** Thrown anywhere below a route; the router sends it as Discord would. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: ErrorTree | undefined;

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The body that goes over the wire. */
  toBody(): { message: string; code: number; errors?: ErrorTree } {
    return {
      message: this.message,
      code: this.code,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}

/** The error with this code, with the status and the words that Discord gives it. */
export function refuse(code: ErrorCode): DiscordError {
  const [status, message] = KNOWN[code];
  return new DiscordError(status, code, message);
}

/** One thing that is wrong with a body, and where. */
export interface Issue extends ErrorLeaf {
  path: (string | number)[];
}

/** 50035 with a tree that names every field at fault. */
export function invalidForm(issues: readonly Issue[]): DiscordError {
  const root: ErrorTree = {};
  for (const issue of issues) addLeaf(root, issue);
  return new DiscordError(400, 50035, 'Invalid Form Body', root);
}

function addLeaf(root: ErrorTree, { path, code, message }: Issue): void {
  let node = root;
  for (const key of path) {
    const below = node[String(key)];
    const next: ErrorTree = below === undefined || Array.isArray(below) ? {} : below;
    node[String(key)] = next;
    node = next;
  }
  const leaves = node['_errors'];
  node['_errors'] = [...(Array.isArray(leaves) ? leaves : []), { code, message }];
}
