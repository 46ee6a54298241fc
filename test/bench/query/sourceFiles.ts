import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { languageOf, syntaxLanguages } from '../../../server/src/chunking/languages';

/** A file of a language that Akin has a grammar for. */
export interface SourceFile {
  /** Relative to the folder, with `/`. */
  path: string;
  language: string;
  text: string;
}

/** Paths of all source files below a folder, by their names alone, sorted; hidden folders and packages are passed over. */
export function sourcePaths(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !/(?:^|\/)(?:\.|node_modules\/|dist\/)/.test(path))
    .filter((path) => syntaxLanguages.includes(languageOf(path)))
    .sort();
}

/** Reads a source file; undefined for what is no file. */
export function readSource(folder: string, path: string): SourceFile | undefined {
  try {
    return { path, language: languageOf(path), text: readFileSync(join(folder, path), 'utf8') };
  } catch {
    return undefined;
  }
}
