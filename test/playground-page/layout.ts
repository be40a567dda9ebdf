/** A message of Components V2 with one of each, and an embed. */

import { ButtonStyle, ComponentType, MessageFlags, SeparatorSpacingSize } from 'discord.js';
import type { APIEmbed, RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';

/** The smallest PNG: one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const media = { url: 'attachment://steps.png' };

export const LAYOUT: RESTPostAPIChannelMessageJSONBody = {
  flags: MessageFlags.IsComponentsV2,
  components: [
    {
      type: ComponentType.Container,
      accent_color: 0x3b82f6,
      components: [
        {
          type: ComponentType.Section,
          components: [{ type: ComponentType.TextDisplay, content: '## A container\nwith *text*' }],
          accessory: { type: ComponentType.Thumbnail, media, description: 'A staircase' },
        },
        { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Large },
        {
          type: ComponentType.Section,
          components: [{ type: ComponentType.TextDisplay, content: 'A section with a link' }],
          accessory: {
            type: ComponentType.Button,
            style: ButtonStyle.Link,
            label: 'Read',
            url: 'https://example.org/',
          },
        },
        { type: ComponentType.MediaGallery, items: [{ media, description: 'The end', spoiler: true }] },
        { type: ComponentType.File, file: { url: 'attachment://notes.txt' } },
      ],
    },
  ],
};

export const EMBED: APIEmbed = {
  title: 'Week 12',
  url: 'https://example.org/',
  description: 'You kept **3 of 4** weeks.',
  color: 0x123456,
  fields: [
    { name: 'Steps', value: '3', inline: true },
    { name: 'Streak', value: '5 weeks', inline: true },
  ],
  footer: { text: 'small print' },
};
