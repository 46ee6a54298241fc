import { Uri, workspace } from 'vscode';
import type { SearchHit } from '../../../../protocol/searchMessages';

/** Hits as lines of `path:line name`, as other tools print and read them. */
export function copyText(hits: readonly SearchHit[]): string {
  return hits
    .map(({ uri, range, symbol }) => {
      const place = `${workspace.asRelativePath(Uri.parse(uri))}:${range.start.line + 1}`;
      return symbol === undefined ? place : `${place} ${symbol}`;
    })
    .join('\n');
}
