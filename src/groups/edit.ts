/** Puts groups together and changes them, as their owners type and choose. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import type { FormReply } from '../discord/reply.ts';
import { directOnly, type MemberKey } from '../member/store.ts';
import { type Place, placeLabel } from '../places/places.ts';
import { saveNew, saveWords } from './actions.ts';
import { editPanel, onlineValue, wordsForm } from './edit-view.ts';
import { type Group, groupLimits } from './group.ts';
import { groupPanel } from './group-view.ts';
import { commonLanguages, languageOf } from './languages.ts';
import type { Said } from './making.ts';
import type { Needs } from './needs.ts';
import { ownGroup, shownGroup } from './show.ts';
import { type Fields, mostMeant, readWords, unsavedWords, whereOf } from './typed.ts';

type Panel = Promise<TopLevelComponent>;

/** A form is the first answer or none: it waits no longer (ms) for the cities to be loaded. */
const formWithinMs = 1_000;

/** The form for a new group, in a city if one is given. @throws {UserError} in direct messages without a server. */
export async function newForm({ app, member }: Needs, cityId: number): Promise<FormReply> {
  mustBeInServer(member);
  const guide = await app.guides.of(member.guildId);
  const places =
    cityId === 0 ? undefined : await Promise.race([app.places(), sleep(formWithinMs, undefined)]);
  const place = places?.byId(cityId);
  return wordsForm(saveNew.id({ city: cityId }), guide, {
    city: place === undefined ? '' : placeLabel(place),
  });
}

function mustBeInServer({ guildId }: MemberKey): void {
  if (guildId === directOnly)
    throw new UserError(md`Study groups belong to a server: type \`/group create\` in one of yours.`);
}

/** Keeps what was typed for a new group, and shows it. @throws {UserError} if it has no name, or no server. */
export async function saveNewGroup(needs: Needs, cityId: number, fields: Fields): Panel {
  const { app, member, where } = needs;
  mustBeInServer(member);
  const { said, notice, meant } = await readWords(needs, fields, { known: cityId });
  const groupId = await app.groups.begin(member, {
    ...said,
    where: said.where ?? (await whereOf(needs, undefined)),
    language: languageOf(where.locale),
  });
  return await showEdit(needs, groupId, { notice, meant });
}

/** The form for a group's words. @throws {UserError} if it is not theirs. */
export async function openWords(needs: Needs, groupId: string): Promise<FormReply> {
  const group = await ownGroup(needs, groupId);
  const guide = await needs.app.guides.of(group.guildId);
  return wordsForm(saveWords.id({ group: groupId, seen: group.updatedAt }), guide, {
    group,
    city: group.city?.label ?? '',
  });
}

/**
 * Changes a group's words, and what its thread is called, unless somebody has changed it since the form was filled at
 * `seen`. @throws {UserError} if it is not theirs, or was to have no name.
 */
export async function changeWords(needs: Needs, groupId: string, seen: number, fields: Fields): Panel {
  const before = await ownGroup(needs, groupId);
  const { said, notice, meant } = await readWords(needs, fields, { before, known: before.city?.id ?? 0 });
  const isSaved = await needs.app.groups.changeSince(before, seen, said);
  if (!isSaved) return await showEdit(needs, groupId, { notice: unsavedWords(fields) });
  if (before.threadId !== null && said.name !== before.name)
    await needs.app.groupThreads.settle(before.guildId, groupId);
  return await showEdit(needs, groupId, { notice: notice ?? md`✔️ Saved.`, meant });
}

/** The panel on which a group is put together or changed. @throws {UserError} if it is not theirs. */
export async function showEdit(
  needs: Needs,
  groupId: string,
  { notice, meant = [] }: { notice?: Markdown | undefined; meant?: readonly Place[] | undefined } = {},
): Panel {
  const group = await ownGroup(needs, groupId);
  const { guide, members } = await shownGroup(needs, group);
  const places = await needs.app.places();
  // The others of its name, so that the choice is still there when the panel is opened again.
  const alike =
    meant.length > 0 || group.city === null
      ? meant
      : places.search(group.city.label.split(',')[0] ?? '', { near: group.city, limit: mostMeant });
  const own = group.city === null ? undefined : places.byId(group.city.id);
  const offered = [
    ...new Map([...(own === undefined ? [] : [own]), ...alike].map((place) => [place.id, place])).values(),
  ];
  return editPanel({ group, guide, members: members.length, meant: offered }, notice);
}

/** Sets the city that was meant. @throws {UserError} if it is not theirs. */
export async function pickCity(needs: Needs, groupId: string, value: string): Panel {
  const group = await ownGroup(needs, groupId);
  const place = (await needs.app.places()).byId(Number(value));
  if (place === undefined && value !== onlineValue) throw new UserError(md`Pick a city from the list.`);
  await needs.app.groups.change(group, { where: await whereOf(needs, place, group) });
  return await showEdit(needs, groupId, { notice: md`✔️ Saved.` });
}

/** Sets what was chosen in a list. @throws {UserError} if it is not theirs, or not in the list. */
export async function pick(
  needs: Needs,
  groupId: string,
  what: 'language' | 'places' | 'door',
  value: string,
): Panel {
  const group = await ownGroup(needs, groupId);
  const said = saidBy(what, value, group);
  if (said === undefined) throw new UserError(md`Pick one from the list.`);
  const isChanged = await needs.app.groups.change(group, said);
  return await showEdit(needs, groupId, {
    notice: isChanged ? md`✔️ Saved.` : md`⚠️ It has more members than that.`,
  });
}

function saidBy(what: 'language' | 'places' | 'door', value: string, group: Group): Said | undefined {
  if (what === 'door')
    return value === 'open' || value === 'request' ? { byRequest: value === 'request' } : undefined;
  if (what === 'language') {
    const known: readonly string[] = [...commonLanguages, group.language];
    return known.includes(value) ? { language: value } : undefined;
  }
  const capacity = /^\d{1,2}$/.test(value) ? Number(value) : 0;
  const { leastPlaces, mostPlaces } = groupLimits;
  return capacity >= leastPlaces && capacity <= mostPlaces ? { capacity } : undefined;
}

/** Opens the group to others. @throws {UserError} if it is not theirs, or they own enough. */
export async function openIt(needs: Needs, groupId: string): Panel {
  const { app, member } = needs;
  const group = await ownGroup(needs, groupId);
  const opened = await app.groups.open(member, group);
  if (opened === 'too many')
    throw new UserError(
      md`You own ${groupLimits.owned} groups already, as many as one person can care for. Hand one on first; this one is kept for a week.`,
    );
  if (opened === 'in too many')
    throw new UserError(
      md`You are in ${groupLimits.memberOf} groups already. Leave one first; this one is kept for a week.`,
    );
  await app.groupThreads.settle(group.guildId, groupId);
  const open = await ownGroup(needs, groupId);
  const notice =
    opened === 'already'
      ? md`It is open already.`
      : lines(
          md`🎉 It is open. Others find it with \`/group find\`; whoever looked for one like it hears of it now.`,
          (await app.settings.of(group.guildId)).groupsChannelId === null
            ? md`-# It has no thread: an admin can choose a channel with \`/setup\`.`
            : undefined,
        );
  return groupPanel(await shownGroup(needs, open), notice);
}

/** Drops what was never opened; an open group stays. @throws {UserError} if it is not theirs. */
export async function dropIt(needs: Needs, groupId: string): Promise<void> {
  await needs.app.groups.drop(await ownGroup(needs, groupId));
}
