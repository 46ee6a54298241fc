import { CancellationTokenSource, ThemeIcon, type Range, type Uri } from 'vscode';
import { SimilarRequest, type SimilarParams } from '../../../protocol/searchMessages';
import type { CommandContext } from '../commands/commandContext';
import { t } from '../localise';
import { explain, isCancellation } from '../requestErrors';
import { HitQuickPick } from './hitQuickPick';
import { describeCompleteness } from './statusText';

/** The code that others are compared with. */
export interface SimilarSource {
  uri: Uri;
  /** Empty for the function around it. */
  range: Range;
  /** How it is called in the title. */
  name: string;
}

/** Opens a quick pick of code that resembles `source`; typing filters it. */
export function showSimilar(context: CommandContext, source: SimilarSource): void {
  const title = t('Similar to {0}', source.name);
  const list = new HitQuickPick(title, true);
  const showAll = {
    iconPath: new ThemeIcon('list-tree'),
    tooltip: t('Show All in the Search View (Alt+Enter)'),
  };
  const cancellation = new CancellationTokenSource();
  list.pick.placeholder = t('Filter by name or path');
  list.pick.busy = true;
  list.pick.onDidAccept(() => list.openFocused(false));
  list.pick.buttons = [showAll];
  list.pick.onDidTriggerButton(() => list.askForAll());
  list.onDidAskForAll((hits) =>
    context.results.show({ query: title, hits, partial: false, similarTo: paramsOf(source) }),
  );
  list.onDidClose(() => cancellation.cancel());
  list.setState(describeCompleteness(context.session.state));
  list.show();
  void fill(context, source, list, cancellation);
}

async function fill(
  { session, log }: CommandContext,
  source: SimilarSource,
  list: HitQuickPick,
  cancellation: CancellationTokenSource,
): Promise<void> {
  try {
    const { hits } = await session.send(SimilarRequest, paramsOf(source), cancellation.token);
    if (cancellation.token.isCancellationRequested) return;
    if (hits.length > 0) list.showHits(hits, false);
    else list.showNotices([{ label: t('No similar code found') }]);
  } catch (error) {
    if (isCancellation(error) || cancellation.token.isCancellationRequested) return;
    log.error(`Find Similar Code: ${explain(error)}`);
    list.showNotices([
      { label: `$(error) ${t('No answer')}`, detail: explain(error) },
      { label: `$(output) ${t('Show Log')}`, run: () => log.show() },
    ]);
  } finally {
    list.pick.busy = false;
    cancellation.dispose();
  }
}

/** What the server is asked for. */
export function paramsOf({ uri, range: { start, end } }: Omit<SimilarSource, 'name'>): SimilarParams {
  return {
    textDocument: { uri: uri.toString() },
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}
