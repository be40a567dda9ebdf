/** A program of the project as a real process of its own, for tests of how it starts, ends and is killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export interface Ending {
  /** The exit code, or null after a signal. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One line of the JSON log. */
export type LogEntry = Readonly<Record<string, unknown>>;

export interface Process {
  readonly pid: number;
  /** Everything written so far, both streams. */
  output(): string;
  /** The log so far, oldest first; lines that are no JSON are left out. */
  log(): LogEntry[];
  /** Resolves with the first log entry that fits, past or to come. @throws if the process ends without one. */
  logged(fits: (entry: LogEntry) => boolean): Promise<LogEntry>;
  /** Resolves once the output contains `text`. @throws if the process ends without it. */
  wrote(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Sends a message to a child that listens for some (`ipc`). */
  send(message: object): void;
  /** Resolves with the next message of the child that fits (`ipc`). */
  message<T extends object>(fits: (message: object) => message is T): Promise<T>;
  /** Resolves when it has ended and all its output has been read. */
  readonly ended: Promise<Ending>;
}

export interface StartOptions {
  /** The file to run; default `src/run.js main.ts`, which is what `npm start` runs. */
  readonly file?: string;
  readonly args?: readonly string[];
  /** Options of Node itself, such as `--import`. */
  readonly nodeArgs?: readonly string[];
  /** All of the environment but PATH: nothing of the machine's own can get in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; `var/` and `.env` are sought there. Default: an empty folder. */
  readonly cwd?: string;
  readonly ipc?: boolean;
}

/** Starts a process that ends with the test at the latest. */
export function startProcess(options: StartOptions = {}): Process {
  const program =
    options.file === undefined ? [join(projectFolder, 'src/run.js'), 'main.ts'] : [options.file];
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), ...program, ...(options.args ?? [])], {
    cwd: options.cwd ?? tempFolder(),
    env: { PATH: process.env['PATH'] ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(options.ipc === true ? (['ipc'] as const) : [])],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return watch(child);
}

function watch(child: ChildProcess): Process {
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk;
      tell();
    });
  }
  let isOver = false;
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true;
      resolve({ code, signal, ...written });
      tell();
    });
  });
  const output = () => written.stdout + written.stderr;
  const log = () => written.stdout.split('\n').flatMap(asEntry);

  /** Resolves with what `look` finds, as soon as it finds something. */
  function sight<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found === undefined && !isOver) return;
        listeners.delete(check);
        if (found !== undefined) resolve(found);
        else reject(new Error(`the process ended without ${what}:\n${output()}`));
      };
      listeners.add(check);
      check();
    });
  }

  return {
    pid: child.pid ?? 0,
    output,
    log,
    logged: (fits) => sight(`the log entry ${fits}`, () => log().find(fits)),
    wrote: async (text) => {
      await sight(`writing ${text}`, () => (output().includes(text) ? true : undefined));
    },
    signal: (signal) => void child.kill(signal),
    // One that has just been killed can't be told anything, which is no news to whoever killed it.
    send: (message) => void (child.connected && child.send(message, () => {})),
    message: (fits) =>
      new Promise((resolve) => {
        const take = (message: object) => {
          if (!fits(message)) return;
          child.off('message', take);
          resolve(message);
        };
        child.on('message', take);
      }),
    ended,
  };
}

function asEntry(line: string): LogEntry[] {
  if (!line.startsWith('{') || !line.endsWith('}')) return [];
  try {
    return [JSON.parse(line) as LogEntry];
  } catch {
    return [];
  }
}

/** An empty folder that goes with the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nextstep-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** A port that something listens on until the test ends. */
export async function takenPort(): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return await listen(server);
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** The entry that says that the bot in Discord is up. */
export const isConnected = (entry: LogEntry): boolean => String(entry['msg']).startsWith('connected');
