import { ClippingsError, messageOf } from '../errors.ts';
import type { NewAuditEntry } from '../store/store.ts';
import type { Services } from './services.ts';

/**
 * Notes what a moderator has done. It is done by then, so an entry that cannot be written is logged, and what
 * follows from the deed goes on.
 */
export async function audited(entry: NewAuditEntry, { store, log }: Services): Promise<void> {
  try {
    await store.addAudit(entry);
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    const { action, target, outcome } = entry;
    log.error({ action, target, outcome, reason: messageOf(error) }, 'an audit entry could not be written');
  }
}
