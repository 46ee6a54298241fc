import type { PerformanceReport } from '../../../../protocol/performanceMessages';

/** Raised when a member of the export changes its meaning. */
const EXPORT_VERSION = 2;

/** What an export holds besides the report. */
export interface ExportFacts {
  exportedAt: Date;
  akinVersion: string;
  editorVersion: string;
}

/** The report as JSON for other programs, with the samples of the charts as its `history`; without paths and without code, since the report has none. */
export function exportedReport(report: PerformanceReport, facts: ExportFacts): string {
  const { exportedAt, akinVersion, editorVersion } = facts;
  const exported = {
    version: EXPORT_VERSION,
    exportedAt: exportedAt.toISOString(),
    akinVersion,
    editorVersion,
    report,
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

/** A name for the file: `akin-performance-2025-01-31.json`. */
export function exportName(exportedAt: Date): string {
  return `akin-performance-${exportedAt.toISOString().slice(0, 10)}.json`;
}
