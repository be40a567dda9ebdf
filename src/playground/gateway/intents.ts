import { GatewayIntentBits as I } from 'discord-api-types/v10';

/** All intents that version 10 knows; any other bit closes the connection with 4013. */
export const KNOWN_INTENTS = Object.values(I).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

/** Intents that must be switched on in the developer portal first; else 4014. */
export const PRIVILEGED_INTENTS = I.GuildMembers | I.GuildPresences | I.MessageContent;

/** Whether a set of intents contains at least one of the wanted. */
export function holdsAny(intents: number, wanted: number): boolean {
  return (intents & wanted) !== 0;
}
