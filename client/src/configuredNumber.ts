import * as vscode from 'vscode';
import { readSettings, type Settings } from '../../protocol/settings';

/** Settings that are numbers. */
type NumberSetting = { [K in keyof Settings]: Settings[K] extends number ? K : never }[keyof Settings];

/** A number from the user's settings, or its default when the value does not fit. */
export function configuredNumber(name: NumberSetting): number {
  return readSettings(vscode.workspace.getConfiguration('akin')).settings[name];
}
