/** When the code of the extension began to run: imported before anything else, so that the loading of the rest is counted. */
export const loadStartMs = performance.now();

/** The processor time of the process at that moment, all of its threads together. */
export const loadStartCpu = process.cpuUsage();
