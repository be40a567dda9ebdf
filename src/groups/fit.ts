/** How near a group is, how well its hours suit somebody, and which come first. Pure. */
import { minutesInCommon, type Offsets, sleepsAtHour, wakesAtHour } from '../buddies/match.ts';
import { distanceKm } from '../places/distance.ts';
import type { Hour } from './group.ts';

/** What ranking goes by. */
export interface Candidate {
  readonly id: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly timeZone: string;
  readonly hour: Hour | null;
}

export interface Seen {
  readonly id: string;
  /** Null for one that meets online, or if nobody knows where the member is. */
  readonly km: number | null;
  /** 0 to 1. */
  readonly overlap: number;
}

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const dayMinutes = 24 * 60;
const awakeMinutes = (sleepsAtHour - wakesAtHour) * 60;

/** How well a group's hours suit who lives in a zone: whether they are awake at its hour, or how much of the day they share. */
export function overlapOf(
  group: Pick<Candidate, 'timeZone' | 'hour'>,
  timeZone: string,
  offsets: Offsets,
): number {
  const shared = minutesInCommon(group.timeZone, timeZone, offsets) / awakeMinutes;
  if (group.hour === null) return shared;
  const there = group.hour.minuteOfDay - offsets(group.timeZone) + offsets(timeZone);
  const local = ((there % dayMinutes) + dayMinutes) % dayMinutes;
  const isAwake = local >= wakesAtHour * 60 && local < sleepsAtHour * 60;
  // Of those at whose hour they are awake, who lives near in time comes first.
  return isAwake ? 0.5 + shared / 2 : shared / 4;
}

/** The groups within a radius (km) of a point, or all where there is none; the nearest first, then those whose hours suit. */
export function nearest(
  candidates: readonly Candidate[],
  at: { readonly point: Point | null; readonly radiusKm: number; readonly timeZone: string },
  offsets: Offsets,
): Seen[] {
  return candidates
    .flatMap((candidate): Seen[] => {
      const { latitude, longitude } = candidate;
      const km =
        at.point === null || latitude === null || longitude === null
          ? null
          : distanceKm(at.point, { latitude, longitude });
      if (km !== null && km > at.radiusKm) return [];
      return [{ id: candidate.id, km, overlap: overlapOf(candidate, at.timeZone, offsets) }];
    })
    .toSorted(
      (a, b) =>
        (a.km ?? 0) - (b.km ?? 0) || b.overlap - a.overlap || (a.id < b.id ? -1 : Number(a.id > b.id)),
    );
}
