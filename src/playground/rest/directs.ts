import { ChannelType } from 'discord-api-types/v10';
import { newChannel } from '../build.ts';
import type { ChannelRecord } from '../model.ts';
import type { World } from '../world.ts';

/** The bot's direct channel with a person, opened if it is the first time. */
export function openDirect(world: World, userId: string): ChannelRecord {
  const known = world.directWith(userId);
  if (known !== undefined) return known;
  const made = {
    ...newChannel(world.newId(), null, { name: '', type: ChannelType.DM }, 0),
    recipientId: userId,
  };
  world.putChannel(made);
  world.hub.publish({ kind: 'state' });
  return made;
}
