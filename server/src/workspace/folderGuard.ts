import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, parse, relative, resolve } from 'node:path';
import { AkinError } from '../base/errors';
import { t } from '../base/texts';

/**
 * Refuses what nobody means to index: a folder that is missing or may not be read, a file, a home directory or one above it, the root of a drive.
 * @param allowAny the user's word that a home directory or a root is meant
 * @param howToInsist what to do to index it all the same, as the end of a sentence
 * @throws {AkinError} `folder-missing` or `folder-refused`
 */
export async function checkFolder(folder: string, allowAny: boolean, howToInsist: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(folder)).isDirectory();
  } catch (cause) {
    throw new AkinError('folder-missing', t('The folder {0} does not exist or cannot be read.', folder), {
      cause,
    });
  }
  if (!isFolder)
    throw new AkinError('folder-missing', t('{0} is a file; give the folder that holds it.', folder));
  try {
    await access(folder, constants.R_OK | constants.X_OK);
  } catch (cause) {
    // Walked all the same it would look empty, and its index would be emptied as well.
    throw new AkinError(
      'folder-missing',
      t('The folder {0} cannot be read: permission is missing.', folder),
      {
        cause,
      },
    );
  }
  if (allowAny) return;
  // By its real path: a link to a home directory is no less of one.
  const at = await realpath(folder);
  if (at === parse(at).root)
    throw new AkinError(
      'folder-refused',
      t('{0} is the root of a drive. To index all of it, {1}.', folder, howToInsist),
    );
  const homeFromHere = relative(at, await realpath(homedir()).catch(() => resolve(homedir())));
  if (!homeFromHere.startsWith('..') && !isAbsolute(homeFromHere))
    throw new AkinError(
      'folder-refused',
      t('{0} is or holds a home directory. To index all of it, {1}.', folder, howToInsist),
    );
}
