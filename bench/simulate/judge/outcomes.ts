/** What can become of a member's week. */

export const sentOutcomes = [
  'sent on time',
  'sent late, after an outage',
  'sent to the channel, direct messages being closed',
  'asked whether to go on',
  'sent to who had just left, unnoticed',
] as const;

export const notSentOutcomes = [
  'not sent: checked in before',
  'not sent: called off during an outage',
  'not sent: more than 24 h late',
  'failed: direct messages closed',
  'failed: channel gone or closed',
  'not sent: has left the server',
] as const;

/** Nothing was due, though the member has chosen a time once. */
export const restingOutcomes = [
  'paused',
  'turned off',
  'ended after a failure',
  'asleep after three ignored',
] as const;

export type Outcome =
  | (typeof sentOutcomes)[number]
  | (typeof notSentOutcomes)[number]
  | (typeof restingOutcomes)[number];

export const isSent = (outcome: Outcome): boolean => (sentOutcomes as readonly string[]).includes(outcome);
export const isResting = (outcome: Outcome): boolean =>
  (restingOutcomes as readonly string[]).includes(outcome);
