/** As much as is needed of VS Code's. */
interface PlainUri {
  readonly scheme: string;
  toString(): string;
}

/**
 * The files among documents, each once.
 * @param active the document with the focus, which is named first
 */
export function visibleUris(visible: readonly PlainUri[], active: PlainUri | undefined): string[] {
  return fileUris(active === undefined ? visible : [active, ...visible]);
}

/** The files among documents, each once, in their order. */
export function fileUris(documents: readonly PlainUri[]): string[] {
  const files = documents.filter(({ scheme }) => scheme === 'file').map((uri) => uri.toString());
  return [...new Set(files)];
}
