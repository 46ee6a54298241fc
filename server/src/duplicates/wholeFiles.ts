import type { CodeUnit } from './codeUnit';
import type { IndexedFile } from './duplicateIndex';
import { fileMember, type GroupingInput, type MadeGroup, makeGroup } from './madeGroup';
import { isWorthTelling } from './quietCode';

/** A whole file has at least so many units; a file with one function is told as that function. */
const LEAST_UNITS_OF_FILE = 2;

interface WholeFiles {
  made: MadeGroup;
  /** Units of all files but the first. */
  covered: readonly CodeUnit[];
}

/** Groups of files that are equal as a whole, kept by what the files have in common. */
export class WholeFileGroups {
  /** Units of whole copies of other files, which the first file stands for. */
  readonly covered = new Set<CodeUnit>();
  private readonly bySignature = new Map<string, WholeFiles>();

  constructor(private readonly input: GroupingInput) {}

  groups(): MadeGroup[] {
    return [...this.bySignature.values()].map(({ made }) => made);
  }

  /**
   * Makes the group of a signature anew.
   * @returns units that are covered now or were before
   */
  update(signature: string): CodeUnit[] {
    const before = this.bySignature.get(signature)?.covered ?? [];
    this.bySignature.delete(signature);
    for (const unit of before) this.covered.delete(unit);
    const now = this.find(signature);
    if (now === undefined) return [...before];
    this.bySignature.set(signature, now);
    for (const unit of now.covered) this.covered.add(unit);
    return [...before, ...now.covered];
  }

  private find(signature: string): WholeFiles | undefined {
    const { index, kinds, folder } = this.input;
    if (!kinds.has('exact')) return undefined;
    const files: readonly IndexedFile[] = index.filesOf(signature);
    const [first, ...others] = files;
    if (first === undefined || others.length === 0 || first.units.length < LEAST_UNITS_OF_FILE)
      return undefined;
    if (!first.units.some((unit) => isWorthTelling(unit, 'exact'))) return undefined;
    const members = files.map((file) => fileMember(folder, file));
    const facts = { kind: 'exact', similarity: 1, tokens: first.tokens, wholeFile: true } as const;
    const contents = files.map((file) => file.signature);
    return { made: makeGroup(facts, members, contents), covered: others.flatMap(({ units }) => units) };
  }
}
