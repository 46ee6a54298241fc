import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChunkerAssets } from '../../../server/src/chunking/chunker';

const root = join(__dirname, '../../..');

/** The grammars and queries of the working tree; the grammars are collected first where that has not been done. */
export async function chunkerAssets(): Promise<ChunkerAssets> {
  const grammarsDir = join(root, 'dist/grammars');
  const script = pathToFileURL(join(root, 'scripts/grammars.mjs')).href;
  const { copyGrammars } = (await import(script)) as {
    copyGrammars: (targetDir: string) => void;
  };
  copyGrammars(grammarsDir);
  return { grammarsDir, syntaxesDir: join(root, 'syntaxes') };
}
