/** What to do when nobody reads the standard output any more, as when it goes to `head`. */
let end: () => void = () => process.exit();

/** Makes the end of the reader no error of the command. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    end();
  });
}

/**
 * Lets `close` end the process instead of ending it at once, for as long as something is open that must be closed.
 * @returns a function that takes it back
 */
export function onReaderGone(close: () => void): () => void {
  end = close;
  return () => {
    end = () => process.exit();
  };
}
