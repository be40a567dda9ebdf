/** Bots in processes of their own, which are there to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('child.ts', import.meta.url));

export interface Victim {
  /** Resolves once it is connected and at work. */
  readonly started: Promise<void>;
  /** Lets it plan and send what it can at an instant (ms, UTC); resolves when it has. */
  tick(atMs: number): Promise<void>;
  /** Ends it by SIGKILL; resolves when it is dead. */
  kill(): Promise<void>;
  /** Its log's entries of level error and above. */
  errors(): string[];
}

export function startVictim(env: Readonly<Record<string, string>>): Victim {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const ended = once(child, 'exit');
  return {
    started: message(child, (said) => 'started' in said),
    async tick(atMs) {
      const ticked = message(child, (said) => 'tickedAt' in said);
      // One that has just been killed can't be told anything, which is no news to whoever killed it.
      if (child.connected) child.send({ moveTo: atMs }, () => {});
      await ticked;
    },
    async kill() {
      child.kill('SIGKILL');
      const [, signal] = (await ended) as [number | null, string | null];
      if (signal !== 'SIGKILL') throw new Error(`it had ended by itself: ${output}`);
    },
    errors: () => output.split('\n').filter((line) => /"level":[56]0/.test(line)),
  };
}

/** Resolves with the child's next message that fits, or when it is dead. */
function message(child: ChildProcess, fits: (said: object) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const take = (said: object) => {
      if (!fits(said)) return;
      child.off('message', take);
      resolve();
    };
    child.on('message', take);
    child.once('exit', () => resolve());
  });
}
