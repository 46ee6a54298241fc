// Collects every text that the client shows into l10n/bundle.l10n.json, for translators: npm run texts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { chunkKinds } from '../server/src/chunking/chunk';
import { queryFilters } from '../server/src/search/queryFilters';
import { SkipReasons } from '../server/src/workspace/skipReason';

const ROOT = join(__dirname, '..');

/** What the server says by name and the client shows: `t` is called with a value there. */
const fromServer: readonly string[] = [
  ...chunkKinds,
  ...Object.values(SkipReasons),
  ...queryFilters.map(({ description }) => description),
  ...['Starting', 'Stopped', 'Cleared', 'Paused', 'Finishing', 'Finding files', 'Indexing', 'Up to date'],
];

/** Every text of the client, in order; those of calls of `t` must stand in them as they are. */
export function collectTexts(): string[] {
  const texts = new Set(fromServer);
  for (const file of readdirSync(join(ROOT, 'client', 'src'), { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.ts')) for (const text of textsIn(join(ROOT, 'client', 'src', file))) texts.add(text);
  return [...texts].sort();
}

function textsIn(file: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
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
