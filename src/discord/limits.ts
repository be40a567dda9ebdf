/** Discord's limits that this project meets, with their units. From Discord's developer documentation (2026-08). */
export const limits = {
  /** Characters of a custom id. */
  customId: 100,
  /** Characters of a button's label. */
  buttonLabel: 80,
  selectOptions: 25,
  /** Characters of a select option's label, value and description. */
  selectOptionText: 100,
  selectPlaceholder: 150,
  /** Characters of all text in one Components V2 message. */
  messageText: 4_000,
  /** Characters of a picture's description. */
  altText: 1_024,
  autocompleteChoices: 25,
  /** Characters of a choice's name and string value. */
  choiceText: 100,
  modalTitle: 45,
  /** Characters of a form field's label. */
  fieldLabel: 45,
  /** Characters of a message's nonce. */
  nonce: 25,
  /** Characters of a thread's name. */
  threadName: 100,
  commands: 100,
  commandOptions: 25,
  commandDescription: 100,
  /** Characters of all names, descriptions and values of one command. */
  commandText: 8_000,
  /** Users that one message may be allowed to mention. */
  allowedMentions: 100,
} as const;

/** An interaction's token is void if nothing was answered within this time. */
export const acknowledgeWithinMs = 3_000;

/** A refusal for going too fast that doesn't say how long to wait: discord.js would try again at once, without end. */
export const isWithoutWait = ({ retryAfter }: { retryAfter: number }): boolean => retryAfter <= 0;
