/** How far the check of the links is: a bar in a terminal, a line for each address elsewhere. */
import { Presets, SingleBar } from 'cli-progress';
import type { Result } from './check-all.ts';

const words = {
  fine: 'fine',
  moved: 'moved',
  gone: 'gone',
  noHost: 'no such host',
  unsure: "can't tell",
} as const;

export interface Progress {
  checked(result: Result): void;
  end(): void;
}

/** Shows progress on `stream`; `isTerminal` says whether somebody looks at it. */
export function showProgress(stream: NodeJS.WritableStream, isTerminal: boolean, total: number): Progress {
  if (!isTerminal) {
    let done = 0;
    return {
      checked: ({ address, outcome }) => {
        done += 1;
        stream.write(`${done}/${total} ${words[outcome.kind]}: ${address.url}\n`);
      },
      end: () => {},
    };
  }
  const options = {
    format: '{bar} {value} of {total} · {host}',
    stream,
    hideCursor: true,
    clearOnComplete: true,
    // Ctrl+C is understood by whoever shows the bar, who then calls `end`.
    gracefulExit: false,
  };
  const bar = new SingleBar(options, Presets.shades_classic);
  bar.start(total, 0, { host: '' });
  return {
    checked: ({ address }) => bar.increment({ host: new URL(address.url).host }),
    end: () => bar.stop(),
  };
}
