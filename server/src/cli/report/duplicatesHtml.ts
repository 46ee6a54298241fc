import { type DuplicateGroup, duplicateKinds, type DuplicateMember } from '../../duplicates/duplicateGroup';
import { duplicatesScript, duplicatesStyle } from './duplicatesPage';
import { type DuplicatesReport, kindTitles, placeOf, similarityOf, titleOf } from './duplicatesReport';

/** Lines of a copy that are shown. */
const MAX_LINES = 60;

/** Copies of a group whose code is shown beside each other. */
const MAX_SHOWN = 2;

/** Groups whose code is shown: a page of 1,000 groups is some 5 MB. */
const MAX_GROUPS_WITH_CODE = 1_000;

/** `akin duplicates --html`: one page that asks nothing of the network, to be read, searched and filtered. */
export function duplicatesHtml(report: DuplicatesReport): string {
  const { name, groups, accepted } = report;
  const title = `Duplicates in ${name}`;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  const rest = accepted > 0 ? `<p>${accepted} more are accepted in the baseline.</p>` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${duplicatesStyle}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${summary(groups)}${rest}
<form id="filter">
<input type="search" id="words" placeholder="Path or name" aria-label="Path or name">
${duplicateKinds
  .filter((kind) => groups.some((group) => group.kind === kind))
  .map(checkbox)
  .join('\n')}
<output id="shown"></output>
</form>
<main>
${groups.map((group, index) => section(group, index, report)).join('\n')}
</main>
<script>${duplicatesScript}</script>
</body>
</html>
`;
}

function summary(groups: readonly DuplicateGroup[]): string {
  if (groups.length === 0) return '<p>None.</p>';
  const copies = groups.reduce((sum, { members }) => sum + members.length, 0);
  const cost = groups.reduce((sum, group) => sum + group.cost, 0);
  return `<p>${groups.length} groups, ${copies} copies, ${cost} repeated tokens. The dearest stand first.</p>`;
}

function checkbox(kind: DuplicateGroup['kind']): string {
  return `<label><input type="checkbox" name="kind" value="${kind}" checked> ${kindTitles[kind]}</label>`;
}

function section(group: DuplicateGroup, index: number, { linesOf }: DuplicatesReport): string {
  const [first] = group.members;
  const what = group.wholeFile ? 'Whole files' : first === undefined ? '' : titleOf(first);
  const places = group.members.map((member) => `<li>${place(member)}</li>`).join('');
  const withCode = index < MAX_GROUPS_WITH_CODE ? group.members.slice(0, MAX_SHOWN) : [];
  const code = withCode.map((member) => codeOf(member, linesOf(member))).join('');
  return `<details class="group" data-kind="${group.kind}">
<summary><b>${escaped(what)}</b> <span class="kind ${group.kind}">${group.kind}</span> ${similarityOf(group)}, ${group.members.length} × ${group.tokens} tokens</summary>
<ul>${places}</ul>
<div class="sides">${code}</div>
</details>`;
}

function place(member: DuplicateMember): string {
  return `<code>${escaped(placeOf(member))}</code> ${escaped(titleOf(member))}`;
}

function codeOf(member: DuplicateMember, lines: readonly string[]): string {
  const shown = lines.slice(0, MAX_LINES);
  const rows = shown.map(
    (line, index) => `<span class="n">${member.startLine + index}</span>${escaped(line)}`,
  );
  const more = lines.length > shown.length ? `\n… ${lines.length - shown.length} more lines` : '';
  return `<figure><figcaption>${escaped(placeOf(member))}</figcaption><pre>${rows.join('\n')}${more}</pre></figure>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
