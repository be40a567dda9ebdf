import { StartError } from '../start-error.ts';

/** Runs a tool; a foreseen failure ends it with one sentence and 1, as a start does. */
export async function endWith(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
