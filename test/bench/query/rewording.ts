import type { Chance } from './chance';
import type { SourceFile } from './sourceFiles';

/** Words in names and comments, each part of `camelCase` by itself; shorter ones are mostly syntax. */
const WORD = /[A-Z][a-z]{3,}|[a-z]{4,}|[A-Z]{4,}(?![a-z])/g;

/** How many of a file's words become others; the rest is the vocabulary that all code shares. */
const SHARE_REWORDED = 0.6;

/** Words that are syntax in some language: without them a file would no longer be read as code. */
const SYNTAX = new Set(
  `abstract alias alignas assert async auto await begin bool boolean break byte case catch char class
  companion concept const constexpr constructor continue data debugger declare default defer defguard defimpl
  defmodule defp defprotocol defstruct delete deriving done double each elif else elseif elsif ensure enum
  esac except export extends extern false final finally float forall foreach friend from func function
  global goto guard impl implements implicit import include infix init inline inner instance interface internal lambda
  lateinit local long loop macro match module mutable namespace native newtype noexcept none nonlocal null
  object operator override package pass private protected protocol public raise range readonly record
  register repeat require rescue return satisfies sealed select self short signed sizeof static string
  struct super suspend switch synchronized template test then this throw throws trait transient true type
  typedef typename typeof undef union unless unsafe unsigned until using void volatile when where while
  with yield`.split(/\s+/),
);

/**
 * The same code about something else: many of its words, in its path too, become words of a list, each the same one
 * throughout the file and in the case that it had.
 * @param words lower-case words, frequent ones first
 */
export function reword(
  { path, language, text }: SourceFile,
  words: readonly string[],
  chance: Chance,
): SourceFile {
  const known = new Map<string, string>();
  const replace = (word: string): string => {
    const key = word.toLowerCase();
    if (SYNTAX.has(key)) return word;
    const other = known.get(key) ?? (chance.next() < SHARE_REWORDED ? chance.pickEarly(words) : key);
    known.set(key, other);
    return inCaseOf(word, other);
  };
  const rewordedText = text.replace(WORD, replace);
  const dot = path.lastIndexOf('.');
  const rewordedPath = path.slice(0, dot).replace(WORD, replace) + path.slice(dot);
  return { path: rewordedPath, language, text: rewordedText };
}

function inCaseOf(word: string, other: string): string {
  if (word === word.toUpperCase()) return other.toUpperCase();
  return /^[A-Z]/.test(word) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
}
