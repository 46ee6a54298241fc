import { languageTable } from './languageTable';

/** What a file is when nothing tells: chunked by lines. */
export const PLAIN_TEXT = 'plaintext';

const byExtension = new Map<string, string>();
const byFileName = new Map<string, string>();
const byInterpreter = new Map<string, string>();
for (const [id, entry] of Object.entries(languageTable)) {
  claim(byExtension, entry.extensions, id);
  claim(byFileName, entry.fileNames, id);
  claim(byInterpreter, entry.interpreters, id);
}

function claim(index: Map<string, string>, keys: string[] | undefined, id: string): void {
  for (const key of keys ?? []) if (!index.has(key)) index.set(key, id);
}

/** What sets a C++ header apart from a C one; a C header may test `__cplusplus`, so that says nothing. */
const CPP_HEADER =
  /^\s*(?:template\s*<|namespace\b|class\s+\w[^;]*$|using\s|(?:public|private|protected)\s*:|#\s*include\s*<(?:[a-z_]+|c(?:std\w+|math))>\s*$|#\s*include\s*["<][^">]+\.(?:hpp|hh|hxx)[">])|\b(?:constexpr|noexcept|nullptr|std::|virtual\s|operator\s*[=<>+\-*/[(!&|]+)/m;

/**
 * The VS Code id of a file's language, by its name, its extension or its `#!` line.
 * @param text the file's first line or more of it; a whole header tells C++ from C
 */
export function languageOf(path: string, text = ''): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  // `Dockerfile.dev`, `Makefile.am`.
  const [stem = ''] = name.split('.');
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const named = byFileName.get(name) ?? (name.includes('.') ? byExtension.get(extension) : undefined);
  const language = named ?? byInterpreter.get(interpreterOf(text)) ?? byFileName.get(stem) ?? PLAIN_TEXT;
  return language === 'c' && extension === 'h' && CPP_HEADER.test(text) ? 'cpp' : language;
}

/** The program of a `#!` line without its folder and version, as in `#!/usr/bin/env -S python3.11 -u`. */
function interpreterOf(text: string): string {
  const line = /^\uFEFF?#!\s*(\S+)([^\r\n]*)/.exec(text);
  const [, program = '', rest = ''] = line ?? [];
  const name = program.slice(program.lastIndexOf('/') + 1);
  const chosen = name === 'env' ? (rest.split(/\s+/).find((word) => /^[^-=]+$/.test(word)) ?? '') : name;
  return chosen
    .slice(chosen.lastIndexOf('/') + 1)
    .replace(/[\d.]+$/, '')
    .toLowerCase();
}

/** The grammar and the folder of the symbol query, for a language that is chunked by its syntax. */
export function syntaxOf(language: string): { grammar: string; folder: string } | undefined {
  return Object.hasOwn(languageTable, language) ? languageTable[language]?.syntax : undefined;
}

/** Ids of the languages that are chunked by their syntax. */
export const syntaxLanguages: readonly string[] = Object.keys(languageTable).filter((id) => syntaxOf(id));
