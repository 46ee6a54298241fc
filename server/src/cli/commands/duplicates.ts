import { existsSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { packageVersion } from '../../compose';
import { LineStarts } from '../../chunking/tokens/fingerprintFile';
import { type DuplicateKind, duplicateKinds, type DuplicateMember } from '../../duplicates/duplicateGroup';
import { defaultDuplicateOptions, type DuplicateOptions } from '../../engine/duplicateService';
import type { FolderDuplicates } from '../../engine/folderDuplicates';
import { changedSince, isChanged } from '../changedLines';
import { writeLine } from '../output';
import { ProgressBar } from '../progressBar';
import { duplicatesHtml } from '../report/duplicatesHtml';
import { duplicatePairs, duplicatesJson } from '../report/duplicatesJson';
import { duplicatesMarkdown } from '../report/duplicatesMarkdown';
import type { DuplicatesReport } from '../report/duplicatesReport';
import { duplicatesSarif } from '../report/duplicatesSarif';
import { duplicatesText } from '../report/duplicatesText';
import { type Session, type SessionOptions, withSession } from '../session';
import { ExitCodes, UsageError } from '../usageError';

/** What `akin duplicates` takes. */
export interface DuplicatesCommandOptions extends SessionOptions {
  json?: boolean;
  sarif?: boolean;
  markdown?: boolean;
  html?: boolean;
  pairs?: boolean;
  minTokens?: number;
  minSimilarity?: number;
  kinds?: string;
  exclude?: string[];
  includeTests?: boolean;
  /** Path of the baseline, relative to the working folder or absolute. */
  baseline?: string;
  updateBaseline?: boolean;
  /** Groups that may be there before the command fails. */
  failAbove: number;
  changedSince?: string;
}

/** Finds the duplicates of a folder, after bringing its index up to date. */
export async function runDuplicates(
  folderArgument: string,
  options: DuplicatesCommandOptions,
): Promise<void> {
  const print = printerOf(options);
  const root = resolve(folderArgument);
  const wanted = detectionOf(root, options);
  const bar = new ProgressBar(print === duplicatesText);
  const report = await withSession(
    folderArgument,
    options,
    false,
    async (session) => {
      const found = await look(session, wanted, bar);
      if (found.baselineProblem !== undefined) process.stderr.write(`akin: ${found.baselineProblem}\n`);
      return options.updateBaseline === true ? acceptAll(found) : reportOf(found, options);
    },
    (engine) => bar.update(() => engine.status()),
  );
  bar.stop();
  if (report === undefined) return;
  process.stdout.write(print(report));
  if (report.groups.length > options.failAbove) process.exitCode = ExitCodes.nothingFound;
}

async function look(
  { engine, folder }: Session,
  options: DuplicateOptions,
  bar: ProgressBar,
): Promise<FolderDuplicates> {
  engine.duplicates.configure(folder.root, options);
  await folder.whenIdle();
  bar.stop();
  const status = folder.status();
  if (status.state === 'error') throw new UsageError(status.message ?? 'Indexing stopped.');
  engine.duplicates.indexed(folder.root);
  await engine.duplicates.whenIdle();
  const found = engine.duplicates.folder(folder.root);
  if (found === undefined) throw new UsageError('The folder was closed meanwhile.');
  return found;
}

async function acceptAll(found: FolderDuplicates): Promise<undefined> {
  const groups = found.allGroups();
  const file = await found.accept(groups, true);
  writeLine(`${groups.length} duplicates stand in ${file}.`);
  return undefined;
}

async function reportOf(
  found: FolderDuplicates,
  options: DuplicatesCommandOptions,
): Promise<DuplicatesReport> {
  const all = found.groups();
  const changed =
    options.changedSince === undefined ? undefined : await changedSince(found.root, options.changedSince);
  const groups = all
    .map(({ group }) => group)
    .filter(({ members }) => changed === undefined || members.some((member) => isChanged(changed, member)));
  return {
    name: basename(found.root),
    version: packageVersion(),
    groups,
    accepted: found.allGroups().length - all.length,
    linesOf,
  };
}

/** The lines of a copy as they are now; none where its file cannot be read. */
function linesOf({ folder, path, startLine, endLine }: DuplicateMember): string[] {
  try {
    const text = new LineStarts(readFileSync(join(folder, path), 'utf8')).slice(startLine, endLine);
    return text.replace(/\r?\n$/, '').split(/\r?\n/);
  } catch {
    return [];
  }
}

function printerOf(options: DuplicatesCommandOptions): (report: DuplicatesReport) => string {
  const chosen = (['json', 'sarif', 'markdown', 'html'] as const).filter((form) => options[form] === true);
  if (chosen.length > 1) throw new UsageError(`--${chosen.join(' and --')} exclude each other.`);
  if (options.pairs === true && chosen[0] !== 'json') throw new UsageError('--pairs needs --json.');
  if (options.pairs === true) return duplicatePairs;
  const printers = {
    json: duplicatesJson,
    sarif: duplicatesSarif,
    markdown: duplicatesMarkdown,
    html: duplicatesHtml,
  };
  return chosen[0] === undefined ? duplicatesText : printers[chosen[0]];
}

function detectionOf(root: string, options: DuplicatesCommandOptions): DuplicateOptions {
  const { minTokens, minSimilarity, kinds, includeTests, exclude } = options;
  return {
    ...defaultDuplicateOptions,
    ...(minTokens !== undefined && { minTokens }),
    ...(minSimilarity !== undefined && { minSimilarity }),
    ...(kinds !== undefined && { kinds: kindsOf(kinds) }),
    ...(exclude !== undefined && { exclude }),
    includeTests: includeTests === true,
    baseline: baselineOf(root, options),
  };
}

function kindsOf(text: string): DuplicateKind[] {
  const kinds = text.split(',').map((kind) => kind.trim());
  const isKind = (kind: string): kind is DuplicateKind =>
    (duplicateKinds as readonly string[]).includes(kind);
  const unknown = kinds.find((kind) => !isKind(kind));
  if (unknown !== undefined)
    throw new UsageError(`${unknown} is no kind of duplicate; there are ${duplicateKinds.join(', ')}.`);
  return kinds.filter(isKind);
}

/** The baseline relative to the folder; one that is named has to be there, unless it is about to be written. */
function baselineOf(root: string, { baseline, updateBaseline }: DuplicatesCommandOptions): string {
  if (baseline === undefined) return defaultDuplicateOptions.baseline;
  const file = isAbsolute(baseline) ? baseline : resolve(baseline);
  if (updateBaseline !== true && !existsSync(file)) throw new UsageError(`There is no baseline ${baseline}.`);
  return relative(root, file);
}
