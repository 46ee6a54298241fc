import { killLeftServers } from './languageServerProcess';

/** Required by mocha for this suite: a failed test ends the run with its exit code, and no server is left behind. */
export const mochaHooks = { afterAll: killLeftServers };
