import { randomBytes } from 'node:crypto';
import { Disposable, env, ViewColumn, window, type WebviewPanel } from 'vscode';
import { ReportPanelType } from '../../../../protocol/commands';
import { PerformanceReportRequest, type PerformanceReport } from '../../../../protocol/performanceMessages';
import { t } from '../../localise';
import { explain } from '../../requestErrors';
import type { Session } from '../../session';
import { nextTurn } from '../../turns';
import { reportBody, reportProblem } from './reportBody';
import { reportPage, type BodyMessage, type PageMessage } from './reportPage';

/** As often as the server looks at its memory; what a request costs it is a few microseconds. */
const REFRESH_EVERY_MS = 2_000;

/** The page of the performance report. Asks the server only while it is in sight. */
export class PerformancePanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly session: Session,
    private readonly onExport: () => void,
  ) {}

  /** Opens the page, or brings it to the front. */
  async show(): Promise<void> {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const panel = this.open();
    this.panel = panel;
    await nextTurn();
    // It may have been closed meanwhile.
    if (this.panel === panel) panel.webview.html = reportPage(randomBytes(16).toString('hex'), env.language);
  }

  /** @throws what {@link Session.send} throws */
  ask(): Promise<PerformanceReport> {
    return this.session.send(PerformanceReportRequest, {});
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): WebviewPanel {
    const panel = window.createWebviewPanel(ReportPanelType, t('Akin: Performance'), ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [],
    });
    panel.webview.onDidReceiveMessage((message: PageMessage) => {
      // A page that was hidden is made anew when it is shown, and says so.
      if (message === 'ready') void this.refresh();
      else this.onExport();
    });
    panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.panel = undefined;
    });
    return panel;
  }

  private async refresh(): Promise<void> {
    clearTimeout(this.timer);
    const { panel } = this;
    if (panel?.visible !== true) return;
    const message: BodyMessage = { body: await this.body() };
    // It may have been closed or hidden while the server was asked.
    if (this.panel !== panel) return;
    await panel.webview.postMessage(message);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), REFRESH_EVERY_MS);
  }

  private async body(): Promise<string> {
    try {
      return reportBody(await this.ask());
    } catch (error) {
      return reportProblem(explain(error));
    }
  }
}
