const MARKS = /^[\s/*#!;'"`|<>{}-]*(?:@(?:module|type)?doc\b)?[\s"'~sS]*|[\s/*#'"`}-]*$/g;

/**
 * A chunk's source without the lines of its doc comment, whatever the language: lines that, comment marks aside,
 * stand in the doc. What remains is what a search must recognise when nobody documented it.
 */
export function withoutDoc(text: string, doc: string): string {
  const documented = new Set(doc.split('\n').map(bare));
  return text
    .split('\n')
    .filter((line) => {
      const words = bare(line);
      return words === '' || !documented.has(words);
    })
    .join('\n');
}

function bare(line: string): string {
  const text = line
    .trim()
    .replace(/<[^<>]*>/g, '')
    .replace(MARKS, '')
    .trim();
  return text.replace(/\s+/g, ' ');
}
