#!/usr/bin/env -S MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=1048576 node --max-semi-space-size=16
/** Entry of the `akin` command: the one place that knows both the command line and the face for agents. */
import { runAkin } from './cli/runAkin';

void runAkin({
  // Loaded when asked for: a search needs none of it.
  serveMcp: async (options, signal) => {
    const { serveMcp } = await import('./mcp/serveMcp');
    await serveMcp(options, signal);
  },
});
