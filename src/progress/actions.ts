/** The buttons of the progress panel. */
import { action } from '../discord/action.ts';

export const showProgress = action('progress.show', 1, {});
export const showYear = action('progress.year', 1, {});
/** Shows the card to the whole channel. */
export const shareProgress = action('progress.share', 1, {});
