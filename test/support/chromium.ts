/** Chromium from npm. Unpacked once, before any test: two workers unpacking at once would find a file half written. */

/** Where it is, and the arguments that it wants. */
export async function chromium(): Promise<{ path: string; args: string[] }> {
  // The package brings the libraries that Chromium needs, but unpacks them only where it takes the machine for AWS'.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return { path: await packed.executablePath(), args: packed.args };
}

/** Vitest's global set-up. */
export default async function setup(): Promise<void> {
  await chromium();
}
