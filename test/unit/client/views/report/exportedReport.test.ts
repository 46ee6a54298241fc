import assert from 'node:assert/strict';
import { exportedReport, exportName } from '../../../../../client/src/views/report/exportedReport';
import { sampleReport } from './sampleReport';

const exportedAt = new Date('2025-01-31T12:00:00Z');

describe('an exported performance report', () => {
  it('is JSON with the report as it is, and with what made it', () => {
    const report = sampleReport();
    const facts = { exportedAt, akinVersion: '1.2.3', editorVersion: '1.100.0' };
    assert.deepEqual(JSON.parse(exportedReport(report, facts)), {
      version: 2,
      exportedAt: '2025-01-31T12:00:00.000Z',
      akinVersion: '1.2.3',
      editorVersion: '1.100.0',
      report,
    });
  });

  it('is named by its day', () => assert.equal(exportName(exportedAt), 'akin-performance-2025-01-31.json'));
});
