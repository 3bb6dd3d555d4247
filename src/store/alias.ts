import { createHash, createHmac } from 'node:crypto';
import type { Alias } from './store.ts';

/** A key that differs for each purpose, so that rows of different kinds cannot be joined by it. */
export function keyed(secret: string, purpose: string, ...parts: readonly string[]): string {
  const text = [purpose, ...parts].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, 32);
}

/** The alias of a person under a store's secret. */
export function aliasOf(secret: string, userId: string): Alias {
  return keyed(secret, 'person', userId) as Alias;
}

/** SHA-256 of quoted words, by which a saved quote knows them again. */
export function hashOf(exact: string): string {
  return createHash('sha256').update(exact, 'utf8').digest('hex');
}
