import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';

/**
 * Whether a file stands in its folder itself. An index follows links, but what a link reaches out there, somebody's key
 * perhaps, is not handed to a language model.
 * @param folder absolute path, as `file` is
 */
export async function standsInside(folder: string, file: string): Promise<boolean> {
  try {
    const path = relative(await realpath(folder), await realpath(file));
    return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  } catch {
    return false;
  }
}
