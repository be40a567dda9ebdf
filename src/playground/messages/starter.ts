/** What a thread that was made from a message begins with. */
import { type APIMessage, MessageType } from 'discord-api-types/v10';
import type { ChannelRecord } from '../model.ts';
import type { World } from '../world.ts';
import { referenceFields } from './post.ts';

/** Writes a thread's first message: there is nothing in it but the message that the thread was made from. It is not counted. */
export function postStarter(world: World, thread: ChannelRecord, from: APIMessage): void {
  const message = {
    type: MessageType.ThreadStarterMessage,
    id: world.newId(),
    channel_id: thread.id,
    author: from.author,
    content: '',
    timestamp: world.timestamp(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    flags: 0,
    ...referenceFields(thread.guildId, from),
  } as unknown as APIMessage;
  world.putMessage({ message, files: [], onlyFor: null, pinged: { users: [], roles: [], everyone: false } });
  world.putChannel({ ...thread, lastMessageId: message.id });
  world.hub.publish({ kind: 'message', message, onlyFor: null });
}
