import { IGNORE_FILE_MARK, IGNORE_MARK } from '../../chunking/tokens/fingerprintFile';

const functionMark = new RegExp(`${IGNORE_MARK}(?![-\\w])`);

/** By the lines of one version of a document. */
const markedFiles = new WeakMap<readonly string[], boolean>();

/**
 * Whether unsaved text has a mark that the index will hear of once it is saved: for its whole file, or within the lines
 * of a copy and the one above. Any place of the mark counts; that it stands in a comment is seen when it is indexed.
 * @param start first and last line of the copy, from 0
 */
export function isMarkedIgnored(lines: readonly string[], start: number, end: number): boolean {
  let isFileMarked = markedFiles.get(lines);
  if (isFileMarked === undefined) {
    isFileMarked = lines.some((line) => line.includes(IGNORE_FILE_MARK));
    markedFiles.set(lines, isFileMarked);
  }
  return isFileMarked || lines.slice(Math.max(0, start - 1), end + 1).some((line) => functionMark.test(line));
}
