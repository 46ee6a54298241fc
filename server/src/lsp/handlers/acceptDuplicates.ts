import { pathToFileURL } from 'node:url';
import type { AcceptDuplicatesResult } from '../../../../protocol/duplicateMessages';
import type { ServerContext } from '../serverContext';

/** Answers `akin/acceptDuplicates`. */
export async function handleAcceptDuplicates(context: ServerContext): Promise<AcceptDuplicatesResult> {
  const groups = context.duplicates.groups();
  const files = (await context.engine?.duplicates.accept(groups)) ?? [];
  return { accepted: groups.length, files: files.map((file) => pathToFileURL(file).href) };
}
