/** The places, loaded when they are first needed, once for the whole process: nothing ever changes them. */
import { Places } from './places.ts';

let loading: Promise<Places> | undefined;

/** All places; a load that failed is tried again. @throws if a file is missing or broken. */
export function places(): Promise<Places> {
  loading ??= Places.load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
