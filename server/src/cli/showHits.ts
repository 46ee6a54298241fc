import type { Hit } from '../engine/engineTypes';
import { describeHit, usesColour } from './describeHit';
import { writeJson, writeLine } from './output';

/** A hit as `--json` prints it. */
type PrintedHit = Pick<
  Hit,
  | 'path'
  | 'startLine'
  | 'endLine'
  | 'score'
  | 'symbol'
  | 'kind'
  | 'language'
  | 'preview'
  | 'reasons'
  | 'matches'
>;

/**
 * Prints the hits of an answer, best first.
 * @param nothing what a person reads when there are none
 */
export function printHits(hits: readonly Hit[], json: boolean, nothing: string): void {
  if (json) writeJson(hits.map(toPrinted));
  else writeLine(hits.length === 0 ? nothing : describe(hits));
}

function toPrinted(hit: Hit): PrintedHit {
  const { path, startLine, endLine, score, symbol, kind, language, preview, reasons, matches } = hit;
  return { path, startLine, endLine, score, symbol, kind, language, preview, reasons, matches };
}

function describe(hits: readonly Hit[]): string {
  const colour = usesColour(process.stdout, process.env);
  return hits.map((hit, index) => describeHit(hit, index + 1, colour)).join('\n\n');
}
