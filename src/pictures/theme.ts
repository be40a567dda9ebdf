/** Colours and measures that all pictures share. Text colours keep at least 4.5:1 on `card` and on `inset`. */

export const color = {
  card: '#1e1f22',
  inset: '#2b2d31',
  road: '#3a3c43',
  /** Lines and empty shapes. */
  line: '#6d6f78',
  text: '#f2f3f5',
  /** Second in rank: 8:1 on the card. */
  soft: '#b5bac1',
  brand: '#3b82f6',
  /** The brand under white marks, 5.2:1. */
  brandDeep: '#2563eb',
  /** The brand as text, 6.7:1. */
  brandText: '#7db0fb',
  done: '#22a06b',
  /** Done under white marks, 5:1. */
  doneDeep: '#1a7f55',
  doneText: '#5fd3a1',
} as const;

/** Width of every picture: twice what a phone shows, so that it stays sharp. */
export const width = 1080;
/** Between the picture's edge and what is in it. */
export const margin = 56;
export const innerWidth = width - 2 * margin;
