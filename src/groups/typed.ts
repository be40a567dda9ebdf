/** What the form for a group says. */
import { zoneOf } from '../accountability/zone.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md, quoted } from '../discord/markdown.ts';
import { type Place, placeLabel, timeZoneOf } from '../places/places.ts';
import { weekdayAndTime } from '../time/when.ts';
import { readLine } from '../typed/read.ts';
import { ownTopic } from './edit-view.ts';
import { type City, type Group, groupLimits, type Hour } from './group.ts';
import type { Said } from './making.ts';
import type { Needs } from './needs.ts';

export type Fields = Readonly<Record<string, string>>;

/** Cities that a typed name may mean, of which the owner picks. */
export const mostMeant = 10;

const cityOf = (place: Place): City => ({
  id: place.id,
  label: placeLabel(place),
  latitude: place.latitude,
  longitude: place.longitude,
});

interface Read {
  readonly said: Said & Required<Pick<Said, 'name'>>;
  readonly meant: readonly Place[];
  /** What could not be read, if anything. */
  readonly notice: Markdown | undefined;
}

/**
 * What the form's fields say; what can't be read is left out and said. `before` is the group as it was, if there was
 * one, and `known` the city that stood in the form. @throws {UserError} if it has no name.
 */
export async function readWords(
  needs: Needs,
  fields: Fields,
  { before, known }: { readonly before?: Group; readonly known: number },
): Promise<Read> {
  const name = readLine(fields['name'] ?? '', groupLimits.name);
  if (name === '') throw new UserError(md`Give your group a name, such as “Tuesday Tensors”.`);
  const guide = await needs.app.guides.of(needs.member.guildId);
  const typedCity = readLine(fields['city'] ?? '', groupLimits.city);
  const meant = typedCity === '' ? [] : await citiesOf(needs, typedCity, known);
  const [place] = meant;
  const typedHour = readLine(fields['hour'] ?? '', groupLimits.hour);
  const hour: Hour | null | undefined = typedHour === '' ? null : weekdayAndTime(typedHour);
  const isUnknown = place === undefined && typedCity !== '';
  return {
    said: {
      name,
      topic: readLine(fields['topic'] ?? '', groupLimits.topic),
      stepId: guide.step(fields['step'] ?? ownTopic)?.id ?? null,
      // A slip of the pen moves no group.
      ...((before === undefined || !isUnknown) && { where: await whereOf(needs, place, before, hour) }),
      ...(hour !== undefined && { hour }),
    },
    meant,
    notice: joined(
      isUnknown ? cityProblem(typedCity, before) : undefined,
      hour === undefined ? hourProblem(typedHour) : undefined,
    ),
  };
}

/**
 * A place with its zone. Online there is the zone of whoever puts the group together; one that is open keeps its own,
 * since others have its hour in their heads, unless its owner types another `hour`, or nobody had said a zone.
 */
export async function whereOf(
  { app, member }: Pick<Needs, 'app' | 'member'>,
  place: Place | undefined,
  before?: Group,
  hour?: Hour | null,
): Promise<Required<Said>['where']> {
  if (place !== undefined) return { city: cityOf(place), timeZone: timeZoneOf(place) };
  if (before === undefined || before.state === 'draft')
    return { city: null, timeZone: await zoneOf(app, member) };
  const { timeZone: own } = await app.profiles.of(member);
  const { kind } = await app.groups.standingOf(before.id, member.userId);
  const isAnew = before.timeZone === 'UTC' || (hour != null && !isSameHour(hour, before.hour));
  return { city: null, timeZone: kind === 'owner' && isAnew && own !== null ? own : before.timeZone };
}

const isSameHour = (one: Hour, other: Hour | null) =>
  one.weekday === other?.weekday && one.minuteOfDay === other.minuteOfDay;

const joined = (...problems: (Markdown | undefined)[]): Markdown | undefined =>
  problems.every((problem) => problem === undefined) ? undefined : lines(...problems);

function cityProblem(typed: string, before: Group | undefined): Markdown {
  const now =
    before === undefined
      ? md`the group meets online for now`
      : before.city === null
        ? md`the group still meets online`
        : md`the group is still in ${before.city.label}`;
  return md`⚠️ I don't know the city ${quoted(typed)}, so ${now}. *Change the words* to try a larger city near it.`;
}

const hourProblem = (typed: string): Markdown =>
  md`⚠️ I can't read ${quoted(typed)} as a day and a time. Write it like “Tuesdays 19:00”.`;

/** Another change came first: what was typed is shown, so that it can be copied. */
export const unsavedWords = (fields: Fields): Markdown =>
  lines(
    md`⚠️ This group was changed while you wrote, so your words are not saved. Look at it below, then press *Change the words* if yours still fit. You wrote:`,
    ...(['name', 'topic', 'city', 'hour'] as const)
      .map((field) => readLine(fields[field] ?? '', groupLimits[field]))
      .filter((typed) => typed !== '')
      .map((typed) => md`> ${typed}`),
  );

/** What a city's name may mean, the likeliest first; the one that stood there before, if it still does. */
async function citiesOf({ app }: Needs, typed: string, known: number): Promise<readonly Place[]> {
  const places = await app.places();
  const before = known === 0 ? undefined : places.byId(known);
  if (before !== undefined && placeLabel(before) === typed) return [before];
  return places.search(typed, { limit: mostMeant });
}
