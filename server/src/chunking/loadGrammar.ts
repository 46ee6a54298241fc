import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser } from 'web-tree-sitter';
import { largestFunction } from './largestFunction';

/**
 * V8 optimises a function that is called often, and takes memory for it that grows with more than the function's size: with Node 24 some 180 MB for
 * the 89 KB of the lexer of C++, 400 MB for Bash's 160 KB, and more than 2.5 GB for Swift's 400 KB, which ended the process. What V8 makes first is
 * as good for them: Bash and Kotlin were indexed faster without, Swift in half the time (Node 20), C++ and C# a tenth slower.
 */
const MAX_OPTIMISED_BYTES = 64 * 1024;

/** Has words, a number and strings, so that all large functions of a grammar are called: those that read tokens, keywords and what its own scanner reads. */
const ANY_TEXT = 'if a { b = "c" + \'d\' + 1 } // e\n# f\n';

/**
 * Loads a grammar.
 * @param file absolute path of its WebAssembly module
 * @throws {Error} when it cannot be read, or is no grammar
 */
export async function loadGrammar(file: string): Promise<Language> {
  const module = new Uint8Array(await readFile(file));
  return largestFunction(module) > MAX_OPTIMISED_BYTES ? loadAsItIs(module) : Language.load(module);
}

/**
 * Whether a function is optimised later V8 decides when its module is made (Node 20) or when it is called first (Node 24): the flags are
 * off for both. Where V8 does not take them, it is.
 */
async function loadAsItIs(module: Uint8Array): Promise<Language> {
  // A module that is not to be optimised later would be optimised at once. This one stays off: others are optimised later all the same.
  setFlag('--no-wasm-tier-up');
  setFlag('--no-wasm-dynamic-tiering');
  try {
    const language = await Language.load(module);
    callOnce(language);
    return language;
  } finally {
    setFlag('--wasm-dynamic-tiering');
  }
}

function callOnce(language: Language): void {
  const parser = new Parser().setLanguage(language);
  parser.parse(ANY_TEXT)?.delete();
  parser.delete();
}

function setFlag(flag: string): void {
  try {
    setFlagsFromString(flag);
  } catch {
    // Flags are fixed in some embeddings.
  }
}
