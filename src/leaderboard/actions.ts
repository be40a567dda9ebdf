/** The buttons of the leaderboard. */
import { action } from '../discord/action.ts';

export const joinBoard = action('board.join', 1, {});
export const leaveBoard = action('board.leave', 1, {});
