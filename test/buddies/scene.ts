/** What tests of buddies have in common: people who find each other through the front door. */
import type { APIMessage } from 'discord-api-types/v10';
import { messageOf, partsOf, type Scene, textOf } from '../support/bot.ts';

/** Runs `/buddy find` and the like, in the channel where all of them are. */
export async function buddy(
  scene: Scene,
  name: string,
  what: 'find' | 'show' | 'leave',
): Promise<APIMessage> {
  return messageOf(await scene.person(name).command(scene.channel('hall.nextSteps'), `buddy ${what}`));
}

/** Presses a button of a message, and returns what that shows. */
export const press = async (
  scene: Scene,
  name: string,
  message: APIMessage,
  label: string,
): Promise<APIMessage> => messageOf(await scene.person(name).press(message, label));

/** The custom id of a button, by its label: to be pressed when the message has changed since, or by somebody else. */
export function idOf(message: APIMessage, label: string): string {
  const found = partsOf(message).find((part) => part.label === label)?.custom_id;
  if (found === undefined) throw new Error(`no button ${label}`);
  return found;
}

/** Sends the bot a custom id, whatever it came from. */
export const send = async (
  scene: Scene,
  name: string,
  customId: string,
  channelId = scene.channel('hall.nextSteps'),
): Promise<APIMessage> =>
  messageOf(
    await scene
      .person(name)
      .rawInteraction({ channelId, type: 3, data: { custom_id: customId, component_type: 2 } }),
  );

/** What the bot has written to somebody directly, oldest first. */
export const letters = (scene: Scene, name: string): APIMessage[] =>
  scene.playground.directMessages(scene.person(name).userId);

/** The last of them. */
export function lastLetter(scene: Scene, name: string): APIMessage {
  const last = letters(scene, name).at(-1);
  if (last === undefined) throw new Error(`nothing was written to ${name}`);
  return last;
}

/** Their texts. */
export const read = (scene: Scene, name: string): string[] => letters(scene, name).map(textOf);

export const mention = (scene: Scene, name: string) => `<@${scene.person(name).userId}>`;

/** Lets minutes pass, with all that falls due in them. */
export const pass = (scene: Scene, minutes: number) => scene.moveTo(scene.clock.now() + minutes * 60_000);

/** The two become buddies: the second finds the first, and asks. */
export async function pair(scene: Scene, first: string, second: string): Promise<void> {
  await buddy(scene, first, 'find');
  await press(scene, second, await buddy(scene, second, 'find'), 'Ask them');
  await pass(scene, 3);
  await press(scene, first, await buddy(scene, first, 'show'), "Yes, let's");
  await pass(scene, 3);
}
