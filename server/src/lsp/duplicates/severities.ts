import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Settings } from '../../../../protocol/settings';
import type { DuplicateKind } from '../../duplicates/duplicateGroup';

/** The severity of each kind; a kind without one gives no diagnostic. */
export type Severities = Readonly<Record<DuplicateKind, DiagnosticSeverity | undefined>>;

const byName: Readonly<Record<string, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Reads the severities out of the settings. */
export function severitiesOf(settings: Settings): Severities {
  return {
    exact: byName[settings.duplicatesSeverityExact],
    renamed: byName[settings.duplicatesSeverityRenamed],
    near: byName[settings.duplicatesSeverityNear],
    alike: byName[settings.duplicatesSeverityAlike],
  };
}
