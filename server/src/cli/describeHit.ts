/** How a hit reads on a terminal; text alone, so that it is tested without one. */
import type { Hit } from '../engine/engineTypes';

/** Lines of source shown for a hit. */
const SHOWN_LINES = 5;

/** Bold and red, as grep marks what it found: it reads on a dark terminal and on a light one. */
const MARK = '\u001B[1;31m';
/** Takes back these two alone. */
const UNMARK = '\u001B[22;39m';

/** What a terminal would obey instead of show; tabs are shown. Replaced one by one, so that places stay true. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/g;

/** What is shown of a hit. */
export type ShownHit = Pick<
  Hit,
  'path' | 'startLine' | 'endLine' | 'symbol' | 'kind' | 'preview' | 'reasons' | 'matches'
>;

/**
 * Whether marks are written: on a terminal that knows colours, whose user has not turned them off
 * (https://no-color.org: a variable that is set to nothing does not count).
 */
export function usesColour(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR: noColour = '', TERM: terminal } = env;
  return stream.isTTY === true && noColour === '' && terminal !== 'dumb';
}

/**
 * A hit over several lines: its place and name, why it was found, and its first lines of source.
 * @param place in the answer, from 1
 * @param colour whether the words of the question are marked
 */
export function describeHit(hit: ShownHit, place: number, colour: boolean): string {
  const name = hit.symbol === '' ? hit.kind : `${hit.symbol} (${hit.kind})`;
  const source = hit.preview
    .split('\n')
    .slice(0, SHOWN_LINES)
    .map((line) => line.replace(CONTROL, '\uFFFD'))
    .map((line, row) => (colour ? marked(line, matchesOn(hit, hit.startLine + row)) : line));
  return [
    `${place}. ${hit.path}:${hit.startLine}-${hit.endLine}  ${name}`,
    `   ${hit.reasons.join('; ')}`,
    ...source.map((line) => `     ${line}`),
  ].join('\n');
}

function matchesOn({ matches }: ShownHit, line: number): Hit['matches'] {
  return matches.filter((match) => match.line === line);
}

/** From the last to the first, so that the places of those before stay true. */
function marked(line: string, matches: Hit['matches']): string {
  return matches.reduceRight(
    (text, { start, end }) => text.slice(0, start) + MARK + text.slice(start, end) + UNMARK + text.slice(end),
    line,
  );
}
