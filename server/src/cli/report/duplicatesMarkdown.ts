import { duplicateKinds } from '../../duplicates/duplicateGroup';
import { type DuplicatesReport, kindTitles, placeOf, similarityOf, titleOf } from './duplicatesReport';

/** `akin duplicates --markdown`: a summary by kind, then every group as a list of places. */
export function duplicatesMarkdown({ name, groups, accepted }: DuplicatesReport): string {
  const lines = [`# Duplicates in ${escaped(name)}`, ''];
  if (groups.length === 0) lines.push('None.');
  else lines.push('| Kind | Groups | Copies | Repeated tokens |', '| --- | --: | --: | --: |');
  for (const kind of duplicateKinds) {
    const own = groups.filter((group) => group.kind === kind);
    if (own.length === 0) continue;
    const copies = own.reduce((sum, { members }) => sum + members.length, 0);
    const cost = own.reduce((sum, group) => sum + group.cost, 0);
    lines.push(`| ${kindTitles[kind]} | ${own.length} | ${copies} | ${cost} |`);
  }
  if (accepted > 0) lines.push('', `${accepted} more are accepted in the baseline.`);
  for (const [index, group] of groups.entries()) {
    const [first] = group.members;
    if (first === undefined) continue;
    const what = group.wholeFile ? 'whole files' : `\`${titleOf(first).replaceAll('`', '')}\``;
    lines.push('', `## ${index + 1}. ${what}`, '');
    lines.push(
      `${kindTitles[group.kind]}, ${similarityOf(group)} alike, ${group.members.length} copies of ${group.tokens} tokens.`,
      '',
    );
    for (const member of group.members) lines.push(`- \`${placeOf(member)}\` ${escaped(titleOf(member))}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Text that Markdown takes for nothing but text. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
