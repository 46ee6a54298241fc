import type { IgnoreDuplicateResult } from '../../../../protocol/duplicateMessages';
import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
import type { DuplicateGroup } from '../../duplicates/duplicateGroup';
import { documentLines } from '../duplicates/documentLines';
import { ignoreFileEdit, ignoreFunctionEdit } from '../duplicates/ignoreEdits';
import { normalUri } from '../duplicates/normalUri';
import type { PlacedCopy } from '../duplicates/placeCopies';
import type { ServerContext } from '../serverContext';
import { lineOf } from './duplicates';
import { membersOf } from './search';
import { textDocumentOf } from './textDocumentOf';

/** Answers `akin/ignoreDuplicate`: writes the baseline, or says where the comment goes. */
export async function handleIgnoreDuplicate(
  context: ServerContext,
  params: unknown,
): Promise<IgnoreDuplicateResult> {
  const { id, how, textDocument, line } = membersOf(params);
  const group = context.duplicates.groups().find((candidate) => candidate.id === id);
  if (group === undefined)
    throw new AkinError('invalid-request', t('This duplicate is no longer there; it may have just changed.'));
  if (how === 'baseline') {
    await context.engine?.duplicates.accept([group]);
    return {};
  }
  if (how !== 'function' && how !== 'file')
    throw new AkinError('invalid-request', t('{0} must be one of {1}.', 'how', 'function, file, baseline'));
  const uri = textDocumentOf(textDocument);
  const copy = copyOf(context, group, normalUri(uri), line === undefined ? undefined : lineOf(line));
  const document = await documentLines(context.documents, uri);
  const edit =
    how === 'file' ? ignoreFileEdit(copy.member.language, document) : ignoreFunctionEdit(copy, document);
  if (edit === undefined)
    throw new AkinError(
      'invalid-request',
      t('Akin knows no comments in {0}: ignore it in the baseline instead.', copy.member.language),
    );
  return { edit: { changes: { [uri]: [edit] } } };
}

/** @throws {AkinError} `invalid-request` when no copy of the group is there */
function copyOf(
  { duplicates }: ServerContext,
  group: DuplicateGroup,
  uri: string,
  line: number | undefined,
): PlacedCopy {
  const inFile = duplicates.place(group)?.copies.filter((copy) => copy.uri === uri) ?? [];
  const copy =
    line === undefined
      ? inFile[0]
      : inFile.find(({ range }) => range.start.line <= line && line <= range.end.line);
  if (copy !== undefined) return copy;
  throw new AkinError('invalid-request', t('The duplicate has no copy there.'));
}
