/** A test of whether all of these texts occur in a source, letter case and the width of white space aside. */
export function holdsAll(words: readonly string[]): (source: string) => boolean {
  const wanted = words.map(folded).filter((word) => word !== '');
  return (source) => {
    if (wanted.length === 0) return true;
    const text = folded(source);
    return wanted.every((word) => text.includes(word));
  };
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
