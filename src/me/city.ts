/** A member's own city: it finds groups near them, and is shown to nobody else. */
import type { NudgeStore } from '../accountability/nudge-store.ts';
import { md } from '../discord/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { ProfileStore } from '../member/profile.ts';
import { type Places, placeLabel, timeZoneOf } from '../places/places.ts';
import { readCity } from '../places/read.ts';
import { type Needs, showOwn } from './show.ts';

interface CityNeeds extends Needs {
  readonly app: Needs['app'] & {
    readonly places: () => Promise<Places>;
    readonly profiles: ProfileStore;
    readonly nudges: NudgeStore;
  };
}

/** Keeps the city that was typed or picked, and takes its time zone for who has set none; nothing typed forgets it. @throws {UserError} */
export async function changeCity(needs: CityNeeds, typed: string): Promise<MessageReply> {
  const { app, member } = needs;
  if (typed.trim() === '') {
    await app.profiles.setCity(member, null);
    return await showOwn(needs, md`✔️ Forgotten.`);
  }
  const place = readCity(await app.places(), typed);
  const { timeZone } = await app.profiles.of(member);
  await app.profiles.setCity(member, place.id);
  if (timeZone === null) await app.nudges.moveTo(member, timeZoneOf(place));
  return await showOwn(
    needs,
    md`✔️ I look around ${placeLabel(place)} for you now. Nobody else is shown it: of you and a group, only steps such as “under 10 km”, and only to you.`,
  );
}
