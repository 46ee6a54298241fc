import { killLeftServers, tellOfLongWaits, tellOfServers } from './languageServerProcess';

/**
 * Required by mocha for this suite: a failed test tells what its servers were doing and ends the run with its exit code,
 * so does one that waits for long, and no server is left behind.
 */
export const mochaHooks = {
  beforeAll: tellOfLongWaits,
  afterEach(this: Mocha.Context): void {
    tellOfServers(this.currentTest?.isFailed() === true);
  },
  afterAll: killLeftServers,
};
