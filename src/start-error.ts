/** A start that cannot succeed: `message` is one sentence for whoever runs the bot, who sees nothing else. */
export class StartError extends Error {
  override name = 'StartError';
}
