import { UsageError } from '../usageError';

/** Duplicate detection has no engine yet; the command says so rather than answer nothing. */
export function runDuplicates(): never {
  throw new UsageError('duplicates: not yet available in this version.');
}
