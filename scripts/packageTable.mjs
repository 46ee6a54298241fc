// The table of what each package carries, as docs/publishing.md keeps it.
import { readFileSync, writeFileSync } from 'node:fs';

const BEGIN = '<!-- packages: written by `npm run package -- --all` -->';
const END = '<!-- /packages -->';

/**
 * @typedef {object} PackageFacts
 * @property {string} target
 * @property {number} files
 * @property {number} bytes of the package
 * @property {number} unpackedBytes
 * @property {{ name: string, bytes: number }[]} natives
 * @property {boolean} started whether it was started on the machine that made it
 */

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * @param {PackageFacts[]} packages
 * @returns {string} a Markdown table
 */
export function packageTable(packages) {
  const rows = packages.map(({ target, files, bytes, unpackedBytes, natives, started }) => [
    `\`${target}\``,
    megabytes(bytes),
    megabytes(unpackedBytes),
    String(files),
    natives.map(({ name, bytes: size }) => `${name} ${megabytes(size)}`).join(', ') || 'none',
    started ? 'content, start and search' : 'content',
  ]);
  const head = ['target', 'package', 'unpacked', 'files', 'native files', 'checked'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/**
 * Puts the table between its marks in a document.
 * @throws {Error} when the document has no such marks
 */
export function keepTable(path, table) {
  const text = readFileSync(path, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${path} has no place for the table of packages`);
  writeFileSync(path, `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`);
}
