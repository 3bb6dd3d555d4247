import { type BaseInteraction, PermissionFlagsBits } from 'discord.js';
import type { Moderation } from './services.ts';

/** Whether somebody may moderate: by Manage Server, or by one of the configured roles. */
export function isModerator(interaction: BaseInteraction, { roleIds, guildId }: Moderation): boolean {
  if (!interaction.inGuild()) return false;
  // The corpus is one for all servers: who may manage another one has no say in it.
  if (guildId !== undefined && interaction.guildId !== guildId) return false;
  if (interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) return true;
  const { roles } = interaction.member;
  const has = (id: string) => (Array.isArray(roles) ? roles.includes(id) : roles.cache.has(id));
  return roleIds.some(has);
}
