export interface RetryOptions {
  attempts: number;
  baseDelayMs: number;
}

/** Calls an operation again after a failure; every pause is twice as long as the one before. */
export async function retryWithBackoff<T>(
  operation: () => Promise<T>,
  { attempts, baseDelayMs }: RetryOptions,
): Promise<T> {
  let lastError: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await operation();
    } catch (error) {
      lastError = error;
      await sleep(baseDelayMs * 2 ** attempt);
    }
  }
  throw lastError;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
