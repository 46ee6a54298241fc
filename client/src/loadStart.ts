/** What something took in the extension host. */
export interface Cost {
  ms: number;
  /** Processor time of all threads of the process meanwhile, in milliseconds. */
  cpuMs: number;
}

/** @returns a function that tells what was taken since */
export function startWatch(): () => Cost {
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(startCpu);
    return { ms: performance.now() - startMs, cpuMs: (user + system) / 1000 };
  };
}

/** Since the code of the extension began to run: imported before anything else, so that the loading of the rest is counted. */
export const sinceLoadStart = startWatch();
