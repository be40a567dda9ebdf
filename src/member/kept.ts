/**
 * All tables that keep something for a member of a server, by `guild_id` and `user_id`: what goes along to their first
 * server, and what goes when they do. `test/departures/forget.test.ts` fails while one is missing.
 */
export const keptForMember = [
  'member',
  'step_state',
  'milestone_tick',
  'check_in',
  'goal',
  'pause',
  'paused_week',
  'profile',
  'entry',
  'entry_milestone',
  'showcase_post',
  'nudge',
  'buddy_seat',
  'buddy_seeker',
  'buddy_offer',
  'buddy_apart',
  'buddy_told',
  'group_member',
  'group_wait',
  'group_thread',
  'group_wish',
  'group_report',
  'meetup_member',
  'outbox',
] as const;
