import { createHash } from 'node:crypto';

const INLINE_SCRIPT = /<script type="importmap">([\s\S]*?)<\/script>/g;

/**
 * The Content-Security-Policy of the page: only its own files, and inline nothing but its import map, which is let in
 * by its hash. Pictures may come from elsewhere, as messages link to them.
 */
export function policyFor(html: string): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, text]) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self'",
    "img-src 'self' https: http: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
