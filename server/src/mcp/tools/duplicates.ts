import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { type DuplicateGroup, duplicateKinds, type DuplicateMember } from '../../duplicates/duplicateGroup';
import type { FolderIndex } from '../../engine/folderIndex';
import { answerTool, READ_ONLY, type ToolAnswer } from '../answerTool';
import { withoutLinkedOut } from '../placeInside';
import { orAborted, settled, type ToolContext, within } from '../toolContext';

const description = `Lists code that repeats itself: groups of functions, methods or blocks that are copies of each other, the dearest first \
(tokens × further copies). Kinds: exact (but for layout and comments), renamed (other names), near (some \
statements differ), alike (a hint by meaning alone). Use it before a refactoring, or with path to see whether the code \
of a file exists elsewhere. Each group has the places of all its copies; read_chunk shows their code.`;

/** Groups unless a call asks for another number. */
const DEFAULT_GROUPS = 10;

/** More than this is a report for a person: akin duplicates writes one. */
const MAX_GROUPS = 100;

/** Copies of one group that are told; generated code may have hundreds. */
const MAX_MEMBERS = 20;

const member = z.object({
  folder: z.string().describe('Absolute path of the workspace folder'),
  path: z.string().describe('Relative to the folder, with /'),
  startLine: z.number(),
  endLine: z.number(),
  symbol: z.string(),
  container: z.string(),
  kind: z.string(),
  language: z.string(),
});

const group = z.object({
  id: z.string(),
  kind: z.enum(duplicateKinds),
  similarity: z.number().describe('0 to 1: how much of the copies agrees'),
  tokens: z.number().describe('Size of one copy, without comments and white space'),
  cost: z.number().describe('tokens × further copies'),
  wholeFile: z.boolean(),
  copies: z.number(),
  members: z.array(member).describe(`The copies; the first ${MAX_MEMBERS} of many`),
});

/** What a call asks for. */
interface Wanted {
  path?: string | undefined;
  kinds?: DuplicateGroup['kind'][] | undefined;
  minTokens?: number | undefined;
  limit?: number | undefined;
}

/** Registers the tool `duplicates`. */
export function registerDuplicates(server: McpServer, context: ToolContext): void {
  const look = new Look(context);
  server.registerTool(
    'duplicates',
    {
      title: 'Find repeated code',
      description,
      inputSchema: z.strictObject({
        path: z
          .string()
          .min(1)
          .optional()
          .describe('Only groups with a copy in this file, or below this folder; relative, with /.'),
        kinds: z.array(z.enum(duplicateKinds)).optional().describe('Only these kinds.'),
        minTokens: z.number().int().min(1).optional().describe('Only copies of at least so many tokens.'),
        limit: z
          .number()
          .int()
          .min(1)
          .max(MAX_GROUPS)
          .optional()
          .describe(`Most groups; ${DEFAULT_GROUPS} by default.`),
      }),
      outputSchema: {
        groups: z.array(group),
        total: z.number().describe('Groups that there are, with those beyond the limit'),
        complete: z.boolean().describe('False while the code is still being looked through'),
      },
      annotations: { title: 'Find repeated code', ...READ_ONLY },
    },
    (wanted, { signal }) =>
      answerTool(context.logger, async () => {
        await look.complete(signal);
        const { stage } = context.engine.duplicates.state();
        const groups = await selected(context.engine.duplicates.groups(), wanted);
        return describe(
          groups,
          wanted.limit ?? DEFAULT_GROUPS,
          stage === 'ready',
          context.folders.length > 1,
        );
      }),
  );
}

/** Sees to it that all that is indexed has been looked through. */
class Look {
  /** Chunks of the folders that another process writes, when they were last looked through. */
  private readonly seen = new Map<FolderIndex, number>();

  constructor(private readonly context: ToolContext) {}

  async complete(signal: AbortSignal): Promise<void> {
    const { engine, folders } = this.context;
    await settled(this.context, signal);
    for (const { opened } of folders) this.lookThrough(await orAborted(opened, signal));
    await within(engine.duplicates.whenIdle(), signal);
  }

  private lookThrough(index: FolderIndex): void {
    const { duplicates } = this.context.engine;
    const { state, chunks } = index.status();
    if (state === 'indexing' || state === 'starting') return;
    duplicates.indexed(index.root);
    if (index.isWriter) return;
    // Nobody tells of what another process writes.
    const before = this.seen.get(index);
    if (before !== undefined && before !== chunks) duplicates.folder(index.root)?.refresh();
    this.seen.set(index, chunks);
  }
}

async function selected(
  all: readonly DuplicateGroup[],
  { path, kinds, minTokens = 0 }: Wanted,
): Promise<DuplicateGroup[]> {
  const below = path?.replace(/^\.\/|\/$/g, '');
  const isWanted = (one: DuplicateGroup): boolean =>
    one.tokens >= minTokens &&
    (kinds === undefined || kinds.includes(one.kind)) &&
    (below === undefined ||
      one.members.some((copy) => copy.path === below || copy.path.startsWith(`${below}/`)));
  const inside = await Promise.all(
    all.filter(isWanted).map(async (one) => ({ ...one, members: await withoutLinkedOut(one.members) })),
  );
  return inside.filter(({ members }) => members.length > 1);
}

function describe(
  groups: readonly DuplicateGroup[],
  limit: number,
  isComplete: boolean,
  severalFolders: boolean,
): ToolAnswer {
  const shown = groups.slice(0, limit);
  const listed = shown.map((one, place) => describeGroup(one, place + 1, severalFolders));
  const more = groups.length - shown.length;
  const notes = [
    ...(more > 0 ? [`${more} more groups; ask with a higher limit, a path or minTokens.`] : []),
    ...(isComplete ? [] : ['The code is still being looked through; ask again for more.']),
  ];
  return {
    text: [...(listed.length > 0 ? listed : ['No repeated code was found.']), ...notes].join('\n\n'),
    structured: { groups: shown.map(toStructured), total: groups.length, complete: isComplete },
  };
}

function describeGroup(one: DuplicateGroup, place: number, severalFolders: boolean): string {
  const { kind, members, tokens, similarity } = one;
  const alike = kind === 'exact' ? '' : `, ${Math.round(similarity * 100)} % alike`;
  const hidden = members.length - MAX_MEMBERS;
  return [
    `${place}. ${kind}: ${members.length} copies of ${tokens} tokens${alike}`,
    ...members.slice(0, MAX_MEMBERS).map((copy) => `   ${placeOf(copy, severalFolders)}`),
    ...(hidden > 0 ? [`   and ${hidden} more`] : []),
  ].join('\n');
}

function placeOf(copy: DuplicateMember, severalFolders: boolean): string {
  const { folder, path, startLine, endLine, container, symbol, kind } = copy;
  const name = [container, symbol].filter((part) => part !== '').join('.');
  return `${severalFolders ? `${folder}/` : ''}${path}:${startLine}-${endLine}  ${name === '' ? kind : name}`;
}

function toStructured(one: DuplicateGroup): z.infer<typeof group> {
  const { id, kind, similarity, tokens, cost, wholeFile, members } = one;
  return {
    ...{ id, kind, similarity, tokens, cost, wholeFile },
    copies: members.length,
    members: members
      .slice(0, MAX_MEMBERS)
      .map(({ folder, path, startLine, endLine, symbol, container, kind: what, language }) => ({
        ...{ folder, path, startLine, endLine, symbol, container, language },
        kind: what,
      })),
  };
}
