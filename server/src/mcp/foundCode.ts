/** Hits as tools answer them. */
import { z } from 'zod';
import { answerText, describeFoundCode } from '../../../protocol/agentText';
import { chunkKinds } from '../chunking/chunk';
import type { EngineAnswer, EngineSearch, EngineStatus, Hit } from '../engine/engineTypes';
import type { ToolAnswer } from './answerTool';
import { withoutLinkedOut } from './placeInside';

/** Hits of an answer unless a call asks for another number: what a model reads at once. */
export const DEFAULT_HITS = 10;

/** More hits than this drown a model's context; a narrower question finds more than a longer list. */
export const MAX_HITS = 50;

/** How a call limits and narrows what is found. */
export const narrowing = {
  limit: z
    .number()
    .int()
    .min(1)
    .max(MAX_HITS)
    .optional()
    .describe(`Most results to return, 1 to ${MAX_HITS}; ${DEFAULT_HITS} by default.`),
  languages: z
    .array(z.string())
    .optional()
    .describe(
      'Only these languages, by id in lower case: typescript, python, go, rust, java, csharp, cpp, …',
    ),
  kinds: z
    .array(z.string())
    .optional()
    .describe(`Only these kinds of code: ${chunkKinds.join(', ')}.`),
  include: z
    .array(z.string())
    .optional()
    .describe(
      'Only paths that match one of these globs, relative to the folder; a bare folder means all below it.',
    ),
  exclude: z
    .array(z.string())
    .optional()
    .describe('No path that matches one of these globs, for example ["**/*.test.ts", "vendor"].'),
};

const hit = z.object({
  folder: z.string().describe('Absolute path of the workspace folder'),
  path: z.string().describe('Relative to the folder, with /'),
  startLine: z.number().describe('From 1, inclusive'),
  endLine: z.number().describe('Inclusive'),
  symbol: z.string().describe('Name that the code defines; empty for lines without one'),
  container: z.string().describe('Enclosing names, outermost first, joined by a dot'),
  kind: z.string(),
  language: z.string(),
  score: z.number().describe('Higher is better; comparable within one answer only'),
  reasons: z.array(z.string()).describe('Why this was found'),
  preview: z.string().describe('The first lines of the code'),
});

/** The form of an answer with hits. */
export const foundCode = {
  results: z.array(hit),
  partial: z.boolean().describe('True while indexing is under way, so that better results may be missing'),
  note: z.string().optional().describe('What is wrong with the index, if anything'),
};

/** The members of a call that narrow it, as {@link narrowing} checked them. */
export interface Narrowing {
  limit?: number | undefined;
  languages?: string[] | undefined;
  kinds?: string[] | undefined;
  include?: string[] | undefined;
  exclude?: string[] | undefined;
}

/** The same for the engine. */
export function toRequest(given: Narrowing): Required<Pick<EngineSearch, 'limit' | 'filter'>> {
  const { limit, languages, kinds, include, exclude } = given;
  return {
    limit: limit ?? DEFAULT_HITS,
    filter: {
      ...(languages !== undefined && { languages }),
      ...(kinds !== undefined && { kinds }),
      ...(include !== undefined && { include }),
      ...(exclude !== undefined && { exclude }),
    },
  };
}

/**
 * The hits of an answer, as text and as values.
 * @param severalFolders whether a path needs its folder before it
 */
export async function describeFound(
  answer: EngineAnswer,
  status: EngineStatus,
  severalFolders: boolean,
): Promise<ToolAnswer> {
  const { partial } = answer;
  const hits = await withoutLinkedOut(answer.hits);
  const note = noteOn(partial, status);
  const described = hits.map((item, index) => describe(item, index + 1, severalFolders));
  return {
    text: answerText(described, partial, note),
    structured: {
      results: hits.map(toResult),
      partial,
      ...(note !== undefined && { note }),
    },
  };
}

function noteOn(partial: boolean, status: EngineStatus): string | undefined {
  const { degradedBy, filesDone, filesTotal, message } = status;
  const progress = `(${filesDone} of ${filesTotal} files)`;
  const whileUnderWay =
    degradedBy === 'memory'
      ? `Indexing is not complete ${progress}.`
      : `Indexing is under way ${progress}; ask again for more.`;
  const parts = partial ? [whileUnderWay] : [];
  if (message !== undefined) parts.push(message);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

function toResult(found: Hit): z.infer<typeof hit> {
  const { folder, path, startLine, endLine, symbol, container, kind, language, score, reasons, preview } =
    found;
  return { folder, path, startLine, endLine, symbol, container, kind, language, score, reasons, preview };
}

function describe(found: Hit, place: number, severalFolders: boolean): string {
  const { folder, path } = found;
  return describeFoundCode(
    { ...found, path: severalFolders ? `${folder}/${path}` : path },
    place,
    'read_chunk',
  );
}
