/** Answers with a picture, or with the words alone if it can't be drawn in time. */
import type { Logger } from '../log.ts';
import { type InPanel, picture } from './components.ts';
import { type MessageReply, withFiles } from './reply.ts';

export interface Illustration {
  /** The file's name without its ending, such as `road-map`. */
  readonly name: string;
  /** What the picture shows, for whoever can't see it. */
  readonly description: string;
  draw(): Promise<{ readonly png: Uint8Array }>;
}

/** Builds the answer around the picture; `build` is given undefined if there is none. */
export async function illustrate(
  log: Logger,
  { name, description, draw }: Illustration,
  build: (picture: InPanel | undefined) => MessageReply,
): Promise<MessageReply> {
  const drawn = await draw().catch((error: unknown) => {
    log.warn({ err: error, picture: name }, 'a picture could not be drawn; the words go alone');
    return undefined;
  });
  if (drawn === undefined) return build(undefined);
  const file = `${name}.png`;
  const reply = build(picture(file, description));
  return withFiles(reply, { name: file, contentType: 'image/png', data: drawn.png, description });
}
