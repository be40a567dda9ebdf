/** `npm run commands`: prints what would be registered with Discord, as JSON. */
import { loadDefinitions } from '../bot.ts';
import { endWith } from './end-with.ts';

export async function main(): Promise<void> {
  await endWith(async () => {
    const { bodies } = await loadDefinitions();
    process.stdout.write(`${JSON.stringify(bodies, null, 2)}\n`);
  });
}
