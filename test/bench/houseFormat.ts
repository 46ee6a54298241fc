import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageRoot } from '../server/languageServerProcess';

/**
 * A text in the format that the repository's check asks for.
 * @param name of the file below docs/benchmarks/ that it is for, wherever it is written to
 */
export async function inHouseFormat(name: string, text: string): Promise<string> {
  const filepath = join(packageRoot, 'docs', 'benchmarks', name);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
