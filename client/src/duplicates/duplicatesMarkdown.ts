import type { DuplicateGroup } from '../../../protocol/duplicateMessages';
import { formatCount, plural } from '../views/numbers';
import { copyName, copyPlace, groupLabel, kindTexts, percentText, type PathOf } from './duplicateText';

/** Groups as a Markdown list, to be pasted into an issue or a review. */
export function duplicatesMarkdown(groups: readonly DuplicateGroup[], pathOf: PathOf): string {
  const cost = groups.reduce((sum, group) => sum + group.cost, 0);
  const head = `${plural(groups.length, 'duplicate')}, ${plural(cost, 'token')} to be saved.`;
  return `${[head, ...groups.map((group) => groupMarkdown(group, pathOf))].join('\n\n')}\n`;
}

/** One group: a line about it, and below it one for each copy. */
export function groupMarkdown(group: DuplicateGroup, pathOf: PathOf): string {
  const { kind, similarity, count, tokens, copies, wholeFile } = group;
  const facts = `${kindTexts[kind].adjective}, ${percentText(similarity)}, ${plural(count, 'copy', 'copies')} of ${formatCount(tokens)} tokens`;
  const lines = copies.map((copy) => {
    const path = pathOf(copy.uri);
    return `- ${code(copyPlace(copy, path))}${wholeFile ? '' : ` ${plain(copyName(copy, path))}`}`;
  });
  if (count > copies.length) lines.push(`- and ${formatCount(count - copies.length)} more`);
  return [`**${plain(groupLabel(group, pathOf))}** (${facts})`, '', ...lines].join('\n');
}

/** Inline code; a path with a backtick needs longer fences. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Names hold `_` and `*`, which must not act as markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&');
}
