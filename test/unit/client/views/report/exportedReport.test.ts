import assert from 'node:assert/strict';
import { exportedReport, exportName } from '../../../../../client/src/views/report/exportedReport';
import { sampleReport } from './sampleReport';

const exportedAt = new Date('2025-01-31T12:00:00Z');

describe('an exported performance report', () => {
  it('is JSON with the report as it is, and with what made it', () => {
    const report = sampleReport();
    const samples = [{ seconds: 1, chunks: 2, rssMb: 3, limitMb: 4 }];
    const facts = { exportedAt, akinVersion: '1.2.3', editorVersion: '1.100.0', samples };
    assert.deepEqual(JSON.parse(exportedReport(report, facts)), {
      version: 1,
      exportedAt: '2025-01-31T12:00:00.000Z',
      akinVersion: '1.2.3',
      editorVersion: '1.100.0',
      report,
      samples,
    });
  });

  it('is named by its day', () => assert.equal(exportName(exportedAt), 'akin-performance-2025-01-31.json'));
});
