/** What each picture shows. Plain values: whoever asks for a picture decides what is in it and in which order. */

/** A drawn picture: the file's bytes, and its size in pixels. */
export interface Picture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export type StepState = 'done' | 'declined' | 'snoozed' | 'begun' | 'waiting' | 'open';

/** The guide as a road: 1 to 25 stations, in their order. */
export interface RoadMapModel {
  readonly title: string;
  readonly steps: readonly {
    readonly number: number;
    readonly title: string;
    /** What is drawn for it. */
    readonly state: StepState;
    /** What is said of it: the state as the member reads it elsewhere. */
    readonly words: string;
    readonly ticked: number;
    readonly of: number;
    /** The step that the member is at: at most one. */
    readonly here: boolean;
  }[];
}

export interface WeekModel {
  /** An ISO week: `2026-W48`. */
  readonly week: string;
  /** How much was done, from 0, nothing, to 4, much. */
  readonly level: 0 | 1 | 2 | 3 | 4;
  /** Whether the member checked in. */
  readonly kept: boolean;
}

/** One member's progress at a glance. */
export interface ProgressCardModel {
  readonly name: string;
  readonly steps: { readonly done: number; readonly of: number };
  readonly milestones: { readonly ticked: number; readonly of: number };
  readonly streakWeeks: number;
  /** The title of the step under way. */
  readonly current: string | null;
  /** Up to 26, oldest first. */
  readonly weeks: readonly WeekModel[];
  /** The latest portfolio entries, at most 3, newest first; the date as it is to be read. */
  readonly latest: readonly { readonly kind: string; readonly title: string; readonly date: string }[];
}

/** A year of check-ins. */
export interface HeatMapModel {
  readonly name: string;
  /** Up to 53, oldest first. */
  readonly weeks: readonly WeekModel[];
  /** Such as `17 of the last 52 weeks`. */
  readonly total: string;
}

/** What the drawing thread is sent: which picture, and what it shows. */
export type Job =
  | { readonly kind: 'roadMap'; readonly model: RoadMapModel }
  | { readonly kind: 'progressCard'; readonly model: ProgressCardModel }
  | { readonly kind: 'heatMap'; readonly model: HeatMapModel };
