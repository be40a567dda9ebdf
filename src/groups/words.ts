/** What groups are called and described by, wherever they are shown. */
import { channelMention, lines, type Markdown, md, timestamp, trusted } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import { distanceStep } from '../places/distance.ts';
import { formatTimeOfDay, weekdayName } from '../time/time-of-day.ts';
import type { Group, Hour } from './group.ts';
import { languageName } from './languages.ts';

/** `📍 Leipzig, Saxony, Germany (under 5 km)`; the distance only in steps, since it is the member's own. */
export function placeWords({ city }: Pick<Group, 'city'>, km: number | null = null): Markdown {
  if (city === null) return md`🌐 Online`;
  return km === null ? md`📍 ${city.label}` : md`📍 ${city.label} (${distanceStep(km)})`;
}

/** `Tuesdays at 19:00` */
export const hourWords = ({ weekday, minuteOfDay }: Hour): string =>
  `${weekdayName(weekday)}s at ${formatTimeOfDay(minuteOfDay)}`;

/** What it studies, and the step that it follows. */
export function topicWords(
  { topic, stepId }: Pick<Group, 'topic' | 'stepId'>,
  guide: Guide,
): Markdown | undefined {
  const step = guide.steps.find(({ id }) => id === stepId);
  if (step === undefined) return topic === '' ? undefined : md`📚 ${topic}`;
  const title = trusted(`${step.emoji} ${step.title}`);
  return topic === '' ? title : md`${title}: ${topic}`;
}

/** When, in what language, how many, and how one gets in. */
export function habitWords(group: Group, members: number): Markdown {
  const { hour, timeZone, language, capacity, byRequest } = group;
  const when = hour === null ? md`` : md`🕖 ${hourWords(hour)} (${timeZone.replaceAll('_', ' ')}) · `;
  const door = byRequest ? md` · by request` : md``;
  return md`${when}💬 ${languageName(language)} · 👥 ${members} of ${capacity}${door}`;
}

/** All of it. */
export const describe = (group: Group, guide: Guide, members: number, km: number | null = null): Markdown =>
  lines(topicWords(group, guide), placeWords(group, km), habitWords(group, members));

/** Where its members write to each other. */
export const threadWords = ({ threadId }: Pick<Group, 'threadId'>): Markdown | undefined =>
  threadId === null ? undefined : md`🧵 ${channelMention(threadId)}`;

export const untilWords = (untilMs: number): Markdown =>
  md`${timestamp(untilMs, 'F')} (${timestamp(untilMs, 'R')})`;
