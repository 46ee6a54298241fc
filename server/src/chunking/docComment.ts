/** Notes to tools that stand in comments; they say nothing about the code. */
const DIRECTIVE =
  /^(?:eslint-|prettier-|biome-|tslint:|jshint|istanbul|c8 ignore|v8 ignore|@ts-|noqa|type: ?ignore|pylint:|pragma:|fmt:|flake8|isort:|mypy:|rubocop:|NOLINT|clang-format|nolint|go:|\+build|checkstyle:|phpcs:|swiftlint:|ktlint|shellcheck |noinspection|@formatter:|luacheck)/i;

/** Rulers and boxes. */
const ORNAMENT = /^[-=*#~_/\\+<>|.\s]+$/;

const BLOCK = /^\s*(?:\/\*|\{-|--\[=*\[|=begin|<!--|<#)/;

/** The text of the comments above a definition without their marks; line comments are read as one. */
export function cleanComments(comments: string[]): string {
  const joined: string[] = [];
  let isRun = false;
  for (const comment of comments) {
    const isLine = !BLOCK.test(comment);
    if (isRun && isLine) joined.push(`${joined.pop() ?? ''}\n${comment.trimEnd()}`);
    else joined.push(comment.trimEnd());
    isRun = isLine;
  }
  return joined
    .map(cleanComment)
    .filter((text) => text !== '')
    .join('\n');
}

/** The text of a block comment, or of line comments, in whatever language: the marks themselves tell the style. */
export function cleanComment(comment: string): string {
  const block = BLOCK.test(comment);
  const body = block
    ? comment
        .replace(/^\s*(?:\/\*[*!]?<?|\{-\s?\|?|--\[=*\[|=begin|<!--|<#)/, '')
        .replace(/(?:\*+\/|-\}|\]=*\]|=end|-->|#>)\s*$/, '')
    : comment;
  const mark = block ? /^\s*\*(?!\*)/ : /^\s*(?:\/\/[/!]?<?|#+!?|---?(?:\s*[|^](?=\s))?|;+|\/\*+|\*)/;
  const lines = body.split(/\r\n|\n|\r/).map((line) => line.replace(mark, '').replace(/\s*\*+\/$/, ''));
  return tidy(lines, !block);
}

/** The text of a string literal that documents something: quotes, prefixes and common indentation removed. */
export function cleanDocstring(literal: string): string {
  const text = literal
    .trim()
    .replace(/^[a-zA-Z~]{0,2}(?:"""|'''|"|'|`)/, '')
    .replace(/(?:"""|'''|"|'|`)$/, '');
  return tidy(text.split(/\r\n|\n|\r/), false);
}

function tidy(lines: string[], firstIsIndented: boolean): string {
  const kept = lines
    .map((line) => line.trimEnd())
    .filter((line) => !DIRECTIVE.test(line.trim()) && !(line.trim() !== '' && ORNAMENT.test(line)));
  // Where the first line follows an opening mark, its indentation says nothing about the others'.
  const rest = firstIsIndented ? kept : kept.slice(1);
  const indents = rest.flatMap((line) => (line === '' ? [] : [line.length - line.trimStart().length]));
  const common = indents.reduce((least, indent) => Math.min(least, indent), Infinity);
  const text = kept.map((line, index) =>
    index === 0 && !firstIsIndented ? line.trimStart() : line.slice(Math.min(common, line.length)),
  );
  return withoutXmlTags(text.join('\n').trim());
}

/** C# documents in XML; the words are what counts. */
function withoutXmlTags(text: string): string {
  if (!/<(?:summary|param|returns|remarks|inheritdoc)\b/.test(text)) return text;
  return text
    .replace(/<(?:see|seealso|paramref|typeparamref)\s+\w+="([^"]*)"\s*\/>/g, '$1')
    .replace(/<param name="(\w+)">/g, '$1: ')
    .replace(/<[^<>]*>/g, '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
