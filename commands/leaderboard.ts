import { command, on } from '../src/app.ts';
import { joinBoard, leaveBoard } from '../src/leaderboard/actions.ts';
import { setRanked, showBoard } from '../src/leaderboard/show.ts';

export default command({
  name: 'leaderboard',
  description: 'Weeks kept by members who chose to be on it; the channel sees it',
  where: 'server',
  options: {},
  run: (context) => showBoard(context),

  handlers: [
    on(joinBoard, (pressed) => setRanked(pressed, true)),
    on(leaveBoard, (pressed) => setRanked(pressed, false)),
  ],
});
