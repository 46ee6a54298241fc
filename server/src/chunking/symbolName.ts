/** A name as it stands in the source, without quotes or a symbol's colon, on one line. */
export function plainName(text: string): string {
  return text
    .replace(/^(['"`])(.*)\1$/s, '$2')
    .replace(/^:(?=\w)/, '')
    .replace(/\s+/g, ' ');
}

/** The parts of a type's name, type arguments and pointer marks left out: `*ns::Map<K, V>` → `ns`, `Map`. */
export function typePath(text: string): string[] {
  return withoutArguments(text)
    .split(/::|\.|\\/)
    .map((part) => part.replace(/[*&\s]/g, ''))
    .filter((part) => part !== '');
}

/** Splits a qualified name: `ns::Map<K>::operator<` → `operator<` within `ns`, `Map`. */
export function qualifiedName(text: string): { name: string; container: string[] } {
  const [, scope = '', name = text] = /^(.*?)((?:~\s*\w+|\boperator\b.*|[^:]*))$/s.exec(text) ?? [];
  return { name: plainName(name.trim()), container: typePath(scope) };
}

/** Brackets are taken out from the inside, as they nest. */
function withoutArguments(text: string): string {
  const shorter = text.replace(/<[^<>]*>|\[[^[\]]*\]|\([^()]*\)/g, '');
  return shorter === text ? text : withoutArguments(shorter);
}
