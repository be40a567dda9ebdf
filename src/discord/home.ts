/**
 * In direct messages a panel belongs to one server, which nothing of the interaction says: there the custom ids of its
 * buttons, selects and form end in that server's id, so that what was opened for one server is never used on another.
 */
import { limits } from './limits.ts';
import type { Reply } from './reply.ts';

const pattern = /^(?<customId>.+)~(?<home>\d{17,20})$/s;

/** A custom id without its server, and the server, if it has one: typed by nobody, but forged by anybody. */
export function readHome(customId: string): { customId: string; home: string | null } {
  const found = pattern.exec(customId)?.groups;
  if (found === undefined) return { customId, home: null };
  return { customId: found['customId'] ?? customId, home: found['home'] ?? null };
}

/** The same reply, its custom ids ending in the server's; those that would become too long stay as they are. */
export function withHome(reply: Reply, home: string): Reply {
  if (reply.kind === 'message') return { ...reply, components: stamped(reply.components, home) };
  const { modal } = reply;
  return { ...reply, modal: { ...modal, custom_id: stampedId(modal.custom_id, home) } };
}

function stampedId(customId: string, home: string): string {
  const id = `${customId}~${home}`;
  return id.length > limits.customId || readHome(customId).home !== null ? customId : id;
}

/** A copy of components, however deep, with every custom id stamped. */
function stamped<T>(value: T, home: string): T {
  const copy: T = structuredClone(value);
  stampIn(copy, home);
  return copy;
}

function stampIn(value: unknown, home: string): void {
  if (Array.isArray(value)) {
    for (const part of value) stampIn(part, home);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const part: Record<string, unknown> = value as Record<string, unknown>;
  if (typeof part['custom_id'] === 'string') part['custom_id'] = stampedId(part['custom_id'], home);
  for (const inner of Object.values(part)) stampIn(inner, home);
}
