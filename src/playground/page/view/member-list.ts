import type { APIChannel } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { GuildView, StateView } from '../../protocol.ts';
import { isThread } from '../discord.ts';
import type { Names } from '../state/names.ts';
import { avatar } from './avatar.ts';
import { statusDot } from './channel-list.ts';
import { paint } from './paint.ts';

type Member = GuildView['members'][number];

interface Group {
  name: string;
  members: Member[];
}

/** Who is in the server or the open thread, under the highest role shown on its own, then the rest, then who is away. */
export function memberList(
  state: StateView,
  guild: GuildView,
  channel: APIChannel | null,
  names: Names,
): TemplateResult {
  const thread = channel !== null && isThread(channel.type) ? channel : null;
  return html`<aside class="members" aria-label=${thread === null ? 'Members' : 'Members of the thread'}>
    ${groups(state, thread === null ? guild : within(guild, thread.id), names).map(
      (group) => html`<h3 class="category">${group.name} — ${group.members.length}</h3>
        <ul>${group.members.map((member) => memberRow(state, member, names))}</ul>`,
    )}
  </aside>`;
}

/** The guild with the members alone who are in a thread. */
function within(guild: GuildView, threadId: string): GuildView {
  const inside = new Set(guild.threadMembers[threadId]);
  return { ...guild, members: guild.members.filter(({ user }) => inside.has(user.id)) };
}

function isOnline(state: StateView, member: Member): boolean {
  return state.bots.find((bot) => bot.user.id === member.user.id)?.online ?? true;
}

function groups(state: StateView, guild: GuildView, names: Names): Group[] {
  const sorted = [...guild.members].sort((a, b) =>
    names.display(a.user).localeCompare(names.display(b.user)),
  );
  const online = sorted.filter((member) => isOnline(state, member));
  const roleOf = (member: Member) => names.rolesOf(member.user.id).find((role) => role.hoist);
  const hoisted = [...guild.roles].filter((role) => role.hoist).sort((a, b) => b.position - a.position);
  return [
    ...hoisted.map((role) => ({
      name: role.name,
      members: online.filter((member) => roleOf(member)?.id === role.id),
    })),
    { name: 'Online', members: online.filter((member) => roleOf(member) === undefined) },
    { name: 'Offline', members: sorted.filter((member) => !isOnline(state, member)) },
  ].filter((group) => group.members.length > 0);
}

function memberRow(state: StateView, member: Member, names: Names): TemplateResult {
  const { user } = member;
  const name = names.display(user);
  const color = names.color(user.id);
  const online = isOnline(state, member);
  return html`<li class=${online ? 'member' : 'member away'}>
    <span class="with-status">${avatar(user, name, 'medium')}${statusDot(online)}</span>
    <span class="member-name" ${paint('--name-color', color)}><bdi>${name}</bdi></span>
    ${user.bot === true ? html`<span class="app-tag">APP</span>` : nothing}
  </li>`;
}
