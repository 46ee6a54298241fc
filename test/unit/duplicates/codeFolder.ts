import { LEAST_TOKENS, writeFingerprint } from '../../../server/src/chunking/tokens/fingerprint';
import { lexerOf } from '../../../server/src/chunking/tokens/lexer';
import { type CodeUnit, type FingerprintedChunk, toUnit } from '../../../server/src/duplicates/codeUnit';
import { DuplicateFinder } from '../../../server/src/duplicates/duplicateFinder';
import type { DuplicateKind } from '../../../server/src/duplicates/duplicateGroup';
import { makeGroups } from '../../../server/src/duplicates/grouping';
import type { MadeGroup } from '../../../server/src/duplicates/madeGroup';
import { never } from '../signals';

/** A function as a chunk of a file that begins with it. */
export function chunkOf(
  path: string,
  text: string,
  more: Partial<FingerprintedChunk> = {},
): FingerprintedChunk {
  const language = more.language ?? (path.endsWith('.go') ? 'go' : 'typescript');
  const tokens = lexerOf(language)?.read(text);
  const lines = text.split('\n').length;
  const startLine = more.startLine ?? 1;
  return {
    path,
    language,
    kind: 'function',
    symbol: /function (\w+)/.exec(text)?.[1] ?? '',
    container: '',
    startLine,
    endLine: startLine + lines - 1,
    nameLine: startLine,
    fingerprint: tokens && tokens.count >= LEAST_TOKENS ? writeFingerprint(tokens, lines) : undefined,
    ...more,
  };
}

/** A function as a unit. */
export function unitOf(path: string, text: string, more: Partial<FingerprintedChunk> = {}): CodeUnit {
  const read = toUnit(chunkOf(path, text, more));
  if (read === undefined) throw new Error('The text is too short.');
  return read.unit;
}

/** Files of one function or several each, and the finder that follows them. */
export class CodeFolder {
  readonly texts = new Map<string, string>();
  readonly finder: DuplicateFinder;
  /** Files that were read to compare. */
  reads = 0;

  constructor(accepts: (unit: CodeUnit) => boolean = () => true) {
    const readText = (path: string): Promise<string | undefined> => {
      this.reads++;
      return Promise.resolve(this.texts.get(path));
    };
    this.finder = new DuplicateFinder({ readText, accepts });
  }

  /** Writes a file of these functions, one under the other, and tells the finder. */
  write(path: string, ...functions: string[]): void {
    let startLine = 1;
    const chunks = functions.map((text) => {
      const chunk = chunkOf(path, text, { startLine });
      startLine = chunk.endLine + 1;
      return chunk;
    });
    this.texts.set(path, functions.join('\n'));
    this.finder.note({ dropChunksOf: [path], dropFiles: [], chunks });
  }

  remove(path: string): void {
    this.texts.delete(path);
    this.finder.note({ dropChunksOf: [], dropFiles: [path], chunks: [] });
  }

  work(): Promise<void> {
    return this.finder.work(() => undefined, never);
  }

  made(
    kinds: readonly DuplicateKind[] = ['exact', 'renamed', 'near'],
    minSimilarity = 0.82,
  ): readonly MadeGroup[] {
    const { index, near } = this.finder;
    return makeGroups({ folder: '/f', index, near, kinds: new Set(kinds), minSimilarity, minTokens: 50 });
  }

  /** `exact a.ts b.ts`, one line a group, sorted. */
  found(...options: Parameters<CodeFolder['made']>): string[] {
    return this.made(...options)
      .map(({ group }) => [group.kind, ...group.members.map(({ path }) => path).sort()].join(' '))
      .sort();
  }
}

/** A function of some 80 tokens with a loop and a branch. */
export const total = `function cartTotal(lines: Line[], rates: Rates): number {
  let total = 0;
  for (const line of lines) {
    if (line.quantity <= 0) continue;
    const price = line.price * line.quantity;
    total += price + price * rates.taxOf(line.country);
  }
  rates.audit(total);
  return Math.round(total * 100) / 100;
}`;

/** Another function of that size. */
export const parse = `function readHeader(source: Reader, limit: number): Header {
  const header = new Header();
  while (source.more()) {
    const [name, value] = source.line().split(":", 2);
    if (name === "" || value === undefined) throw new SyntaxError("no header: " + name);
    header.set(name.trim().toLowerCase(), value.trim());
    if (header.size > limit) break;
  }
  return header.freeze();
}`;
