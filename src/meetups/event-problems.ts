/** Discord's refusals of a scheduled event, in words for who plans a meetup. */
import { codeOf, discordCode } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';

/** Why Discord has no event of a meetup; undefined for what passes by itself. */
export function eventProblemOf(error: unknown): Markdown | undefined {
  switch (codeOf(error)) {
    case undefined:
      return undefined;
    case discordCode.tooManyEvents:
      return md`the server has 100 events ahead, as many as Discord allows. I try again as some pass.`;
    case discordCode.missingAccess:
    case discordCode.missingPermissions:
      return md`I'm missing the permission Create Events. An admin can allow it in the server's settings, under my role.`;
    case discordCode.unknownGuild:
      return md`I'm no longer in the server.`;
    default:
      return md`Discord won't take it. I try again later.`;
  }
}
