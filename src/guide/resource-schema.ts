/** What is said of a link. */
import { z } from 'zod';
import { costs, keysOf, kinds, levels } from './names.ts';
import { httpsUrl, line } from './schema-parts.ts';

export const resourceSchema = z.strictObject({
  title: line(90),
  url: httpsUrl,
  kind: z.enum(keysOf(kinds)),
  level: z.enum(keysOf(levels)),
  cost: z.enum(keysOf(costs)),
  /** Honest hours to go through it; null for what is looked up or joined rather than finished. */
  hours: z.number().min(0.1).max(500).nullable(),
  /** BCP 47, such as `en` or `pt-BR`. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'a language tag such as en or pt-BR')
    .default('en'),
  /** One line: what it is, for whom, and for whom not. */
  about: line(200),
});
