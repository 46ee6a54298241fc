/** When the code of the extension began to run: imported before anything else, so that the loading of the rest is counted. */
export const loadStartMs = performance.now();
