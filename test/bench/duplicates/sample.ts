/** Findings drawn at random, with the code of two copies each, for a person to judge whether they are of use. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineStarts } from '../../../server/src/chunking/tokens/fingerprintFile';
import type { FingerprintedChunk } from '../../../server/src/duplicates/codeUnit';
import type { DuplicateGroup, DuplicateMember } from '../../../server/src/duplicates/duplicateGroup';
import { Chance } from '../query/chance';
import { findDuplicates } from './findDuplicates';

/** As many as the figures that a person judges are told of. */
const SAMPLED = 30;

/** Lines of a copy that are shown; the rest of a longer one is like them. */
const MAX_LINES = 60;

/**
 * Draws findings of a folder, each as likely as any other.
 * @param seed the same one draws the same findings
 * @returns one text a finding
 */
export async function sampleFindings(
  root: string,
  files: readonly (readonly FingerprintedChunk[])[],
  seed: number,
): Promise<string[]> {
  const found = await findDuplicates(root, files);
  const left = found.groups().map(({ group }) => group);
  const total = left.length;
  const chance = new Chance(seed);
  const texts: string[] = [];
  while (texts.length < SAMPLED && left.length > 0) {
    const [group] = left.splice(Math.floor(chance.next() * left.length), 1);
    if (group !== undefined) texts.push(findingText(`${basename(root)} ${texts.length + 1}/${total}`, group));
  }
  return texts;
}

function findingText(title: string, { kind, similarity, tokens, members }: DuplicateGroup): string {
  const facts = `${kind} ${similarity.toFixed(3)}, ${tokens} tokens, ${members.length} copies`;
  return [`#### ${title}: ${facts}`, ...members.slice(0, 2).map(copyText)].join('\n');
}

function copyText({ folder, path, startLine, endLine, container, symbol }: DuplicateMember): string {
  const last = Math.min(endLine, startLine + MAX_LINES - 1);
  const code = new LineStarts(readFileSync(join(folder, path), 'utf8')).slice(startLine, last);
  return `--- ${path}:${startLine}-${endLine} ${[container, symbol].filter(Boolean).join('.')}\n${code}`;
}
