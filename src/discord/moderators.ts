import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { Refusal } from './refusal.ts';
import type { Context } from './services.ts';

/** Who may moderate, and where. */
export interface Moderation {
  /** Roles that may beside those who may manage the server. */
  readonly roleIds: readonly string[];
  /** The one server where it is possible; in any server when absent. */
  readonly guildId?: string;
}

/**
 * Whether somebody may moderate: by Manage Server, or by one of the configured roles. Discord checks
 * only who may use a command; buttons and forms come from anybody, so this is asked every time.
 */
export function isModerator(interaction: Interaction, { roleIds, guildId }: Moderation): boolean {
  if (!interaction.inGuild()) return false;
  // The corpus is one for all servers: who may manage another one has no say in it.
  if (guildId !== undefined && interaction.guildId !== guildId) return false;
  if (interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) return true;
  const { roles } = interaction.member;
  const has = (id: string) => (Array.isArray(roles) ? roles.includes(id) : roles.cache.has(id));
  return roleIds.some(has);
}

/** @throws Refusal when the person may not moderate */
export function checkModerator(interaction: Interaction, { services, words }: Context): void {
  if (!isModerator(interaction, services.moderation)) throw new Refusal(words.forbidden);
}
