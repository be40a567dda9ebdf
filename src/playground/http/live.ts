/** What happens, as it happens, for every page that is open. */
import type { WebSocket } from 'ws';
import type { Change } from '../hub.ts';
import type { LiveEvent, TimeControl } from '../protocol.ts';
import type { World } from '../world.ts';
import { clockView, sees } from './views.ts';

/** Sends a page everything that its person may see, until it closes. */
export function follow(world: World, socket: WebSocket, userId: string, time: TimeControl | undefined): void {
  const send = (event: LiveEvent): void => socket.send(JSON.stringify(event));
  const stop = world.hub.listen((change) => {
    if (change.kind === 'state' || change.kind === 'dispatch') {
      send({ type: 'state' });
      void clockView(world, time).then((clock) => send({ type: 'clock', clock }));
      return;
    }
    const event = eventFor(world, userId, change);
    if (event !== null) send(event);
  });
  socket.on('close', stop);
  socket.on('error', () => socket.terminate());
}

function eventFor(
  world: World,
  userId: string,
  change: Exclude<Change, { kind: 'state' | 'dispatch' }>,
): LiveEvent | null {
  const channelId = change.kind === 'message-delete' ? change.channelId : change.message.channel_id;
  const channel = world.channels.get(channelId);
  if (channel === undefined || !sees(world, channel, userId)) return null;
  if (change.onlyFor !== null && change.onlyFor !== userId) return null;
  return change.kind === 'message-delete'
    ? { type: 'message-delete', channelId, messageId: change.messageId }
    : { type: change.kind, message: change.message };
}
