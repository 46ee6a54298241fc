import type { StoreFilter } from './chunkStore';

/** `column = 'value'` in LanceDB's SQL. */
export function equals(column: string, value: string): string {
  return `${quoteColumn(column)} = ${quote(value)}`;
}

/** `lower(column) = 'value'` in LanceDB's SQL, for a value of any letter case. */
export function lowerEquals(column: string, value: string): string {
  return `lower(${quoteColumn(column)}) = ${quote(value.toLowerCase())}`;
}

/** `column IN (…)` in LanceDB's SQL; false for no values. */
export function anyOf(column: string, values: readonly string[]): string {
  return values.length === 0 ? 'false' : `${quoteColumn(column)} IN (${values.map(quote).join(', ')})`;
}

/** True where the text in a column has one of some texts in it; false for no texts. */
export function containsAny(column: string, texts: readonly string[]): string {
  const each = texts.map((text) => `contains(${quoteColumn(column)}, ${quote(text)})`);
  return each.length === 0 ? 'false' : `(${each.join(' OR ')})`;
}

/** The conditions of a filter, to be joined by `AND`; none for an empty filter. */
export function whereOf(filter: StoreFilter): string[] {
  const conditions: string[] = [];
  if (filter.languages !== undefined) conditions.push(anyOf('language', filter.languages));
  if (filter.kinds !== undefined) conditions.push(anyOf('kind', filter.kinds));
  if (filter.paths !== undefined) conditions.push(anyOf('path', filter.paths));
  return conditions;
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Back-quotes keep the letter case of a column's name. */
function quoteColumn(column: string): string {
  return `\`${column}\``;
}
