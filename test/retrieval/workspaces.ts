import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hospitalFiles } from './generate/hospital';
import { logisticsFiles } from './generate/logistics';
import { writeSources } from './generate/sourceFiles';

/** Absolute path of the repository. */
export const repositoryRoot = join(__dirname, '../..');

/** A folder of code to ask questions about. */
export interface RetrievalWorkspace {
  name: string;
  /** Absolute path of the questions about it. */
  questions: string;
  /** Fills an empty or missing folder with the code. */
  make: (folder: string) => void;
}

/** Four sizes and kinds of code: this project, a very small one, and two in which much looks alike. */
export const workspaces: readonly RetrievalWorkspace[] = [
  workspace('own', copyOwnSources),
  workspace('sample', (folder) =>
    cpSync(join(repositoryRoot, 'test/e2e/search/workspace'), folder, { recursive: true }),
  ),
  workspace('hospital', (folder) => writeSources(folder, hospitalFiles())),
  workspace('logistics', (folder) => writeSources(folder, logisticsFiles())),
];

function workspace(name: string, make: (folder: string) => void): RetrievalWorkspace {
  return { name, make, questions: join(__dirname, 'questions', `${name}.tsv`) };
}

/** Unit tests are in, because they speak of the same things as the code that they test. */
const OWN_FOLDERS = ['server/src', 'client/src', 'protocol', 'training', 'scripts', 'test/unit'];

/** Copies what git knows, with what it will be told of; build outputs stay out. */
function copyOwnSources(folder: string): void {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...OWN_FOLDERS];
  const listed = execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' });
  for (const path of listed.split('\0').filter((name) => name !== '')) {
    const source = join(repositoryRoot, path);
    // A file that was deleted is listed until the deletion is committed.
    if (!existsSync(source)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(source, join(folder, path));
  }
}
