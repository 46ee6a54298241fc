import { formatCount } from '../output';
import { type DuplicatesReport, placeOf, similarityOf, titleOf } from './duplicatesReport';

/** Groups that a terminal shows; the other forms have them all. */
const MAX_GROUPS = 50;

/** Copies of a group that a terminal shows. */
const MAX_MEMBERS = 8;

/** What `akin duplicates` says in a terminal. */
export function duplicatesText({ groups, accepted }: DuplicatesReport): string {
  const lines: string[] = [];
  for (const group of groups.slice(0, MAX_GROUPS)) {
    const what = group.wholeFile ? 'whole files' : `${group.kind}, ${similarityOf(group)}`;
    lines.push(`${what}: ${group.members.length} copies of ${group.tokens} tokens`);
    for (const member of group.members.slice(0, MAX_MEMBERS))
      lines.push(`  ${placeOf(member)}  ${titleOf(member)}`);
    if (group.members.length > MAX_MEMBERS) lines.push(`  … and ${group.members.length - MAX_MEMBERS} more`);
    lines.push('');
  }
  if (groups.length > MAX_GROUPS)
    lines.push(`… and ${groups.length - MAX_GROUPS} more; --json has them all.`, '');
  const more = accepted > 0 ? `, ${accepted} more in the baseline` : '';
  lines.push(`${formatCount(groups.length, 'duplicate')}${more}.`);
  return `${lines.join('\n')}\n`;
}
