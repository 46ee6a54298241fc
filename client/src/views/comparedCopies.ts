import { Range, Uri, workspace, type TextDocumentContentProvider } from 'vscode';
import type { DuplicateCopy } from '../../../protocol/duplicateMessages';
import { replaceNames } from '../duplicates/alignNames';
import { withoutIndent } from '../duplicates/withoutIndent';

/** Of documents that hold one copy alone, for the diff editor. */
export const COMPARED_SCHEME = 'akin-duplicate';

/** What such a document is made of; it stands in its URI, so that a diff comes back after a restart. */
interface Compared {
  copy: Pick<DuplicateCopy, 'uri' | 'range'>;
  /** Names to be replaced, and by what. */
  names: [string, string][];
}

/** The URI of a document with a copy. It ends like the file's, which is how VS Code knows its language. */
export function comparedUri({ uri, range }: DuplicateCopy, names: ReadonlyMap<string, string>): Uri {
  const compared: Compared = { copy: { uri, range }, names: [...names] };
  const { path } = Uri.parse(uri);
  return Uri.from({ scheme: COMPARED_SCHEME, path, query: JSON.stringify(compared) });
}

/** The lines of a copy as its document has them now, unsaved changes among them, without what indents them all. */
export async function textOfCopy({ uri, range }: Pick<DuplicateCopy, 'uri' | 'range'>): Promise<string> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const lines = new Range(range.start.line, 0, range.end.line, Number.MAX_SAFE_INTEGER);
  return withoutIndent(document.getText(document.validateRange(lines)));
}

/** Fills the documents of {@link comparedUri}. */
export class ComparedCopies implements TextDocumentContentProvider {
  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    const { copy, names } = JSON.parse(query) as Compared;
    return replaceNames(await textOfCopy(copy), new Map(names));
  }
}
