// Collects every text that client and server show in an editor into l10n/bundle.l10n.json, for translators: npm run texts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { chunkKinds } from '../server/src/chunking/chunk';
import { performanceThresholds } from '../server/src/engine/performanceThresholds';
import { queryFilters } from '../server/src/search/queryFilters';
import { SkipReasons } from '../server/src/workspace/skipReason';

const ROOT = join(__dirname, '..');

/** What is a name inside the program and shown by it: `t` is called with a value there. */
const byName: readonly string[] = [
  ...chunkKinds,
  ...Object.values(SkipReasons),
  ...queryFilters.map(({ description }) => description),
  ...performanceThresholds.map(({ advice }) => advice),
  ...['Starting', 'Stopped', 'Cleared', 'Paused', 'Finishing', 'Finding files', 'Indexing', 'Up to date'],
  ...['Waiting for memory', 'No folder is open', 'Off'],
];

/** Where texts for an editor stand; what those of the command line and of agents say of their own is English. */
const SOURCES = ['client/src', 'protocol', 'server/src'].map((folder) => join(ROOT, folder));

/** Every text of client and server, in order; those of calls of `t` must stand in them as they are. */
export function collectTexts(): string[] {
  const texts = new Set(byName);
  for (const folder of SOURCES)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.ts')) for (const text of textsIn(join(folder, file))) texts.add(text);
  return [...texts].sort();
}

function textsIn(file: string): string[] {
  const found: string[] = [];
  const content = readFileSync(file, 'utf8');
  // Most files have no texts, and to parse them all takes seconds.
  if (!/\bt\(/.test(content)) return found;
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
      const [text] = node.arguments;
      if (text !== undefined && ts.isStringLiteralLike(text)) found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

if (require.main === module) {
  const bundle = Object.fromEntries(collectTexts().map((text) => [text, text]));
  writeFileSync(join(ROOT, 'l10n', 'bundle.l10n.json'), `${JSON.stringify(bundle, null, 2)}\n`);
}
