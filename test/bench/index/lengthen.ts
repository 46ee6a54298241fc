import type { Chance } from '../query/chance';
import { reword } from '../query/rewording';
import type { SourceFile } from '../query/sourceFiles';

/** Words that begin or open a block, after which a line cannot stand again. */
const BLOCK =
  /^\s*(?:if|elif|else|elsif|elseif|for|foreach|while|until|loop|repeat|do|begin|try|catch|except|ensure|finally|switch|match|case|when|unless|with|def|defp|func|function|fn|fun|class|module|struct|enum|interface|trait|impl|type|end|import|package|use|using)\b|\b(?:function|do|then|begin|where|of)\b|=>|->/;

/** Members of a class are pieces of their own, so that a longer list of them is no longer piece. */
const DECLARATION =
  /^\s*(?:public|private|protected|internal|static|final|override|abstract|virtual|extern|explicit|inline)\b|^\s*(?!(?:return|await|throw|new|yield|echo|print|raise)\b)[\w:<>,*&?[\]]+\s+[\w*&~]+\s*\(|\{/;

/** How a line ends that goes on in the next one, or how the next one goes on. */
const OPEN_END = /[{([:=\\|&+.<?-]\s*$/;
const CONTINUES = /^\s*[.?:|&+)\]=-]/;

/** Statements, fields and lines of a comment have one of these. */
const STATEMENT = /[=(,;]|^\s*(?:return\b|\*\s|\/\/|#\s|--\s|%\s)/;

/** Shorter lines are brackets and the like. */
const LEAST_LETTERS = 8;

/**
 * The same code with more in it: lines that stand for themselves are followed by others like them, with other words.
 * @param mean lines that follow each such line, on average; between none and twice as many
 */
export function lengthen(file: SourceFile, mean: number, words: readonly string[], chance: Chance): string {
  const lines = file.text.split('\n');
  return lines
    .flatMap((line, at) => {
      if (!standsForItself(line, lines[at + 1])) return [line];
      const more = Math.floor(chance.next() * (2 * mean + 1));
      const others = Array.from({ length: more }, () => reword({ ...file, text: line }, words, chance).text);
      return [line, ...others];
    })
    .join('\n');
}

/** A line inside a body that is whole and neither opens nor ends anything. */
function standsForItself(line: string, next: string | undefined): boolean {
  if (line.trim().length < LEAST_LETTERS || indentOf(line) === 0) return false;
  if (next !== undefined && next.trim() !== '' && indentOf(next) > indentOf(line)) return false;
  if (next !== undefined && CONTINUES.test(next)) return false;
  if (DECLARATION.test(line)) return false;
  return STATEMENT.test(line) && !BLOCK.test(line) && !OPEN_END.test(line) && isBalanced(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isBalanced(line: string): boolean {
  const count = (sign: string): number => line.split(sign).length;
  return (
    count('(') === count(')') &&
    count('[') === count(']') &&
    count('{') === count('}') &&
    count('"') % 2 === 1 &&
    count("'") % 2 === 1 &&
    !line.includes('/*') &&
    !line.includes('*/')
  );
}
