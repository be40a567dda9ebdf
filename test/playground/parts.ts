/** Components of messages, for tests of what is taken and what is refused. */

export const V2 = 1 << 15;
export const button = (customId: string, more = {}): object => ({
  type: 2,
  style: 1,
  custom_id: customId,
  label: 'Go',
  ...more,
});
export const row = (...components: object[]): object => ({ type: 1, components });
export const menu = (more: object): object => ({
  type: 3,
  custom_id: 'm',
  options: [
    { label: 'A', value: 'a' },
    { label: 'B', value: 'b' },
  ],
  ...more,
});
export const text = (content: string): object => ({ type: 10, content });
export const gallery = (...items: { name: string; description?: string }[]): object => ({
  type: 12,
  items: items.map(({ name, description }) => ({
    media: { url: `attachment://${name}` },
    ...(description === undefined ? {} : { description }),
  })),
});
export const fileOf = (name: string): object => ({ type: 13, file: { url: `attachment://${name}` } });
