import { ClippingsError } from '../../../errors.ts';
import { CNN_1996 } from './cnn-1996.ts';
import type { Profile } from './profile.ts';

/** The sites whose pages are known beyond what holds everywhere. */
export const PROFILES: readonly Profile[] = [CNN_1996];

/**
 * The profile of this name.
 * @throws ClippingsError USAGE naming those that there are
 */
export function profileNamed(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (found) return found;
  const known = PROFILES.map((profile) => profile.name).join(', ');
  throw new ClippingsError('USAGE', `There is no profile "${name}". Known: ${known}.`);
}
