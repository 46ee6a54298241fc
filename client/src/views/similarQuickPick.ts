import { CancellationTokenSource, type Range, type Uri } from 'vscode';
import { SimilarRequest } from '../../../protocol/messages';
import type { CommandContext } from '../commands/commandContext';
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
  const list = new HitQuickPick(`Similar to ${source.name}`, true);
  const cancellation = new CancellationTokenSource();
  list.pick.placeholder = 'Filter by name or path';
  list.pick.busy = true;
  list.pick.onDidAccept(() => list.openFocused(false));
  list.onDidClose(() => cancellation.cancel());
  list.setState(describeCompleteness(context.session.state));
  list.show();
  void fill(context, source, list, cancellation);
}

async function fill(
  { session, log }: CommandContext,
  { uri, range }: SimilarSource,
  list: HitQuickPick,
  cancellation: CancellationTokenSource,
): Promise<void> {
  const { start, end } = range;
  const params = {
    textDocument: { uri: uri.toString() },
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
  try {
    const { hits } = await session.send(SimilarRequest, params, cancellation.token);
    if (cancellation.token.isCancellationRequested) return;
    if (hits.length > 0) list.showHits(hits, false);
    else list.showNotices([{ label: 'No similar code found' }]);
  } catch (error) {
    if (isCancellation(error) || cancellation.token.isCancellationRequested) return;
    log.error(`Find Similar Code: ${explain(error)}`);
    list.showNotices([
      { label: '$(error) No answer', detail: explain(error) },
      { label: '$(output) Show Log', run: () => log.show() },
    ]);
  } finally {
    list.pick.busy = false;
    cancellation.dispose();
  }
}
