import type { PerformanceReport } from '../../../../protocol/performanceMessages';
import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
import type { ServerContext } from '../serverContext';

/**
 * Answers `akin/performanceReport`.
 * @throws {AkinError} `invalid-request` while nothing is done that could be reported
 */
export function handlePerformanceReport({ engine }: ServerContext): PerformanceReport {
  if (engine === undefined)
    throw new AkinError(
      'invalid-request',
      t('Akin is turned off, or no folder is open: there is nothing to report.'),
    );
  return engine.performanceReport();
}
