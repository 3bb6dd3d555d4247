import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { Refusal } from './boundary.ts';
import type { Context } from './services.ts';

/**
 * Whether somebody may moderate: by Manage Server, or by one of the configured roles. Discord checks
 * only who may use a command; buttons and forms come from anybody, so this is asked every time.
 */
export function isModerator(interaction: Interaction, roleIds: readonly string[]): boolean {
  if (!interaction.inGuild()) return false;
  if (interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) return true;
  const { roles } = interaction.member;
  const has = (id: string) => (Array.isArray(roles) ? roles.includes(id) : roles.cache.has(id));
  return roleIds.some(has);
}

/** @throws Refusal when the person may not moderate */
export function checkModerator(interaction: Interaction, { services, words }: Context): void {
  if (!isModerator(interaction, services.moderatorRoleIds)) throw new Refusal(words.forbidden);
}
