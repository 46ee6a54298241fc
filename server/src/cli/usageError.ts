/** Exit codes of every command. */
export const ExitCodes = { found: 0, nothingFound: 1, badInput: 2, interrupted: 130 } as const;

/** A mistake of the caller's, told in one line on the standard error stream; ends with {@link ExitCodes.badInput}. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
