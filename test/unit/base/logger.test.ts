import assert from 'node:assert/strict';
import { LeveledLogger, type LogLevel, logLevels } from '../../../server/src/base/logger';

describe('logger', () => {
  for (const [at, level] of logLevels.entries())
    it(`at level ${level} writes what is as urgent or more`, () => {
      const written: LogLevel[] = [];
      const logger = new LeveledLogger((line) => written.push(line));
      logger.setLevel(level);
      logger.debug('d');
      logger.info('i');
      logger.warn('w');
      logger.error('e');
      assert.deepEqual(written, [...logLevels].slice(0, at + 1).reverse());
    });

  it('starts at info', () => {
    const written: string[] = [];
    const logger = new LeveledLogger((_, message) => written.push(message));
    logger.debug('hidden');
    logger.info('shown');
    assert.deepEqual(written, ['shown']);
  });
});
