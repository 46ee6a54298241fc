import { isAbsolute } from 'node:path';
import {
  FileType,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  Uri,
  workspace,
  type CancellationToken,
  type Disposable,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  type PreparedToolInvocation,
} from 'vscode';
import { AgentTools } from '../../../protocol/agents';
import {
  DuplicatesRequest,
  type DuplicateGroup,
  type DuplicateKind,
  type DuplicatesParams,
} from '../../../protocol/duplicateMessages';
import type { Session } from '../session';
import { confirmation } from './confirmation';
import { describeGroups, type NamedGroup } from './duplicatesText';
import { namedPlace } from './namedPlace';
import { t } from '../localise';

/** As `inputSchema` in package.json says, by which VS Code checks a call. */
interface DuplicatesInput {
  path?: string;
  kinds?: DuplicateKind[];
  limit?: number;
}

/** Groups unless a call asks for another number. */
const DEFAULT_GROUPS = 10;

/** Lets agents in the editor ask for code that repeats itself. */
export function registerDuplicatesTool(session: Session): Disposable {
  return lm.registerTool(AgentTools.duplicates, new DuplicatesTool(session));
}

class DuplicatesTool implements LanguageModelTool<DuplicatesInput> {
  constructor(private readonly session: Session) {}

  prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<DuplicatesInput>): PreparedToolInvocation {
    const invocationMessage =
      input.path === undefined
        ? t('Looking for repeated code')
        : t('Looking for repeated code in {0}', input.path);
    return { invocationMessage, ...confirmation(workspace.isTrusted) };
  }

  async invoke(
    { input }: LanguageModelToolInvocationOptions<DuplicatesInput>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const { groups, matching, state } = await this.session.send(
      DuplicatesRequest,
      await toParams(input),
      token,
    );
    const named = (await Promise.all(groups.map(withNames))).filter(({ copies }) => copies.length > 1);
    const text = describeGroups(named, matching - groups.length, state);
    return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
  }
}

/** @throws Error for a path that is not there */
async function toParams({ path, kinds, limit }: DuplicatesInput): Promise<DuplicatesParams> {
  const params: DuplicatesParams = { limit: limit ?? DEFAULT_GROUPS };
  if (kinds !== undefined) params.kinds = kinds;
  if (path === undefined) return params;
  const candidates = isAbsolute(path)
    ? [Uri.file(path)]
    : (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, path));
  for (const uri of candidates) {
    const kind = await kindOf(uri);
    if (kind === 'folder') return { ...params, folder: uri.toString() };
    if (kind === 'file') return { ...params, textDocument: { uri: uri.toString() } };
  }
  throw new Error(`There is no file or folder ${path} in the workspace.`);
}

async function kindOf(uri: Uri): Promise<'file' | 'folder' | undefined> {
  try {
    const { type } = await workspace.fs.stat(uri);
    return (type & FileType.Directory) !== 0 ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

async function withNames(group: DuplicateGroup): Promise<NamedGroup> {
  const copies = await Promise.all(
    group.copies.map(async (copy) => {
      const path = await namedPlace(copy.uri);
      return path === undefined ? [] : [{ path, copy }];
    }),
  );
  return { group, copies: copies.flat() };
}
