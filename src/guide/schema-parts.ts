/** The small shapes that the content's schemas are made of. */
import { z } from 'zod';

export const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,31}$/, 'lower-case letters, digits and dashes, 2 to 32 of them');

export const line = (max: number) => z.string().trim().min(1).max(max);

export const httpsUrl = z.url({ protocol: /^https$/ }).max(300);

/** A date, such as 2026-11-23. */
export const day = z.iso.date('a date in quotation marks, such as "2026-11-23"');
