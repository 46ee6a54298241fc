import { commands, Disposable, Uri, version, window, workspace, type ExtensionContext } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { t } from '../localise';
import { exportedReport, exportName } from '../views/report/exportedReport';
import { PerformancePanel } from '../views/report/performancePanel';
import { registerCommand, type CommandContext } from './commandContext';

/** Shows how fast the server is and what holds it back, and writes that into a file. */
export function registerPerformanceReport(
  context: CommandContext,
  { extension }: Pick<ExtensionContext, 'extension'>,
): Disposable {
  const { session } = context;
  const { version: akinVersion } = extension.packageJSON as { version: string };
  const save = async (): Promise<void> => {
    // Asked for first: what is written is what was so when the button was pressed.
    const report = await panel.ask();
    const exportedAt = new Date();
    const uri = await window.showSaveDialog({
      title: t('Export the Performance Report'),
      filters: { JSON: ['json'] },
      ...defaultPlace(exportName(exportedAt)),
    });
    if (uri === undefined) return;
    const text = exportedReport(report, { exportedAt, akinVersion, editorVersion: version });
    await workspace.fs.writeFile(uri, Buffer.from(text));
    await window.showTextDocument(uri);
  };
  const exporting = registerCommand(context, Commands.exportPerformanceReport, save);
  const panel = new PerformancePanel(session, () => {
    void commands.executeCommand(Commands.exportPerformanceReport);
  });
  return Disposable.from(
    panel,
    exporting,
    registerCommand(context, Commands.showPerformanceReport, () => panel.show()),
  );
}

function defaultPlace(name: string): { defaultUri?: Uri } {
  const [folder] = workspace.workspaceFolders ?? [];
  return folder === undefined ? {} : { defaultUri: Uri.joinPath(folder.uri, name) };
}
