import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  workspace,
  type CancellationToken,
  type Disposable,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  type PreparedToolInvocation,
} from 'vscode';
import { AgentTools } from '../../../protocol/agents';
import { SearchRequest, type SearchHit, type SearchParams } from '../../../protocol/searchMessages';
import type { Session } from '../session';
import { confirmation } from './confirmation';
import { namedPlace } from './namedPlace';
import { describeAnswer, type NamedHit } from './toolText';
import { t } from '../localise';

/** As `inputSchema` in package.json says, by which VS Code checks a call. */
interface SearchInput {
  query: string;
  limit?: number;
  languages?: string[];
  kinds?: string[];
  include?: string[];
  exclude?: string[];
}

/** Hits unless a call asks for another number: what a model reads at once. */
const DEFAULT_HITS = 10;

/** Lets agents in the editor search by meaning. */
export function registerSearchTool(session: Session): Disposable {
  return lm.registerTool(AgentTools.search, new SearchTool(session));
}

class SearchTool implements LanguageModelTool<SearchInput> {
  constructor(private readonly session: Session) {}

  prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<SearchInput>): PreparedToolInvocation {
    return {
      invocationMessage: t('Searching for “{0}” by meaning', input.query),
      ...confirmation(workspace.isTrusted),
    };
  }

  async invoke(
    { input }: LanguageModelToolInvocationOptions<SearchInput>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const answer = await this.session.send(SearchRequest, toParams(input), token);
    const hits = await named(answer.hits);
    const { state } = this.session;
    const text = describeAnswer(answer, hits, state.kind === 'running' ? state.status : undefined);
    return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
  }
}

function toParams({ query, limit, ...filter }: SearchInput): SearchParams {
  return { query, limit: limit ?? DEFAULT_HITS, filter };
}

/** The hits that stand in the workspace, as a model can name their files. */
async function named(hits: readonly SearchHit[]): Promise<NamedHit[]> {
  const all = await Promise.all(
    hits.map(async (hit) => {
      const path = await namedPlace(hit.uri);
      return path === undefined ? [] : [{ path, hit }];
    }),
  );
  return all.flat();
}
