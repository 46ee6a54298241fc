import { resolve } from 'node:path';
import { URI } from 'vscode-uri';

/** A URI in the one form that is compared here: editors differ in what they escape. */
export function normalUri(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? URI.file(resolve(parsed.fsPath)).toString() : uri;
}
