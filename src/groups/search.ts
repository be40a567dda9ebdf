/** Looks for groups, and remembers what was not found. */
import { zoneOf } from '../accountability/zone.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md, quoted } from '../discord/markdown.ts';
import { directOnly, type MemberKey } from '../member/store.ts';
import { placeLabel } from '../places/places.ts';
import { readCity } from '../places/read.ts';
import { resultsPanel } from './find-view.ts';
import { closedWords } from './group-view.ts';
import { languageName, readLanguage } from './languages.ts';
import type { Needs } from './needs.ts';
import { type Query, radiusOf, readWords, usualRadius } from './query.ts';
import { isOutOfReach } from './show.ts';

/** What the command's options say. */
export interface Typed {
  readonly near?: string | undefined;
  readonly radius?: string | undefined;
  readonly topic?: string | undefined;
  readonly online?: 'near' | 'online' | 'anywhere' | undefined;
  readonly language?: string | undefined;
  readonly free?: 'yes' | undefined;
}

/** Reads the options into a query. @throws {UserError} if there is no such city or language. */
export async function readQuery(needs: Needs, typed: Typed): Promise<Query> {
  const { app, member } = needs;
  const guide = await app.guides.of(member.guildId);
  const place = typed.near === undefined ? undefined : readCity(await app.places(), typed.near);
  const own = place === undefined ? await app.profiles.of(member) : undefined;
  const topic = (typed.topic ?? '').trim();
  const step =
    topic === '' ? undefined : guide.steps.find(({ id, title }) => id === topic || title === topic);
  const language = typed.language === undefined ? '' : readLanguage(typed.language);
  if (language === undefined)
    throw new UserError(
      md`I don't know the language ${quoted(typed.language ?? '')}. Write it like German, or de.`,
    );
  return {
    page: 0,
    near: place?.id ?? own?.cityId ?? 0,
    radius: Number(typed.radius ?? usualRadius),
    where: typed.online === 'online' ? 'o' : typed.online === 'near' ? 'n' : 'a',
    language,
    free: typed.free === 'yes' ? '1' : '0',
    step: step?.number ?? 0,
    words: step === undefined ? readWords(topic) : '',
  };
}

/** What a query finds. @throws {UserError} in direct messages without a server, or to look nearby without a city. */
export async function showResults(needs: Needs, query: Query, notice?: Markdown): Promise<TopLevelComponent> {
  const { app, member } = needs;
  mustBeInServer(member);
  const place = query.near === 0 ? undefined : (await app.places()).byId(query.near);
  const guide = await app.guides.of(member.guildId);
  if (query.where === 'n' && place === undefined)
    throw new UserError(md`To look nearby I need a city: add \`near\`, or save yours with \`/me city\`.`);
  const [found, own, isWishing] = await Promise.all([
    app.groups.find({
      guildId: member.guildId,
      near: place ?? null,
      radiusKm: radiusOf(query),
      timeZone: await zoneOf(app, member),
      words: query.words,
      stepId: guide.steps.find(({ number }) => number === query.step)?.id ?? null,
      language: query.language === '' ? null : query.language,
      where: ({ a: 'anywhere', n: 'near', o: 'online' } as const)[query.where],
      isFree: query.free === '1',
    }),
    app.groups.groupsOf(member),
    app.groups.isWishing(member),
  ]);
  const ownIds = new Set(own.map(({ id }) => id));
  return resultsPanel({ found, query, guide, near: place?.name, own: ownIds, isWishing }, notice);
}

function mustBeInServer({ guildId }: MemberKey): void {
  if (guildId === directOnly)
    throw new UserError(md`Study groups belong to a server: type \`/group find\` in one of yours.`);
}

/** Remembers the query as a wish. @throws {UserError} in direct messages without a server. */
export async function wish(needs: Needs, query: Query): Promise<TopLevelComponent> {
  const { app, member } = needs;
  mustBeInServer(member);
  const place = query.near === 0 ? undefined : (await app.places()).byId(query.near);
  const guide = await app.guides.of(member.guildId);
  const step = guide.steps.find(({ number }) => number === query.step);
  await app.groups.wish(member, {
    near: query.where === 'o' || place === undefined ? null : place,
    radiusKm: radiusOf(query),
    topic: query.words,
    stepId: step?.id ?? null,
    language: query.language === '' ? null : query.language,
  });
  const around =
    place === undefined || query.where === 'o'
      ? md`online`
      : md`within ${radiusOf(query)} km of ${place.name}`;
  const language = query.language === '' ? '' : ` in ${languageName(query.language)}`;
  const topic = step?.title ?? query.words;
  const about = topic === '' ? md`` : md` about ${quoted(topic)}`;
  return await showResults(
    needs,
    query,
    lines(
      md`✔️ I write to you once there is a new group ${around}${language}${about}.`,
      (await isOutOfReach(needs)) ? closedWords() : undefined,
    ),
  );
}

/** Suggestions of cities while somebody types. */
export async function suggestCities({ app, member }: Pick<Needs, 'app' | 'member'>, typed: string) {
  const places = await app.places();
  const { cityId } = await app.profiles.of(member);
  const own = cityId === null ? undefined : places.byId(cityId);
  return places
    .search(typed, { limit: 25, ...(own !== undefined && { near: own }) })
    .map((place) => ({ name: placeLabel(place), value: String(place.id) }));
}
