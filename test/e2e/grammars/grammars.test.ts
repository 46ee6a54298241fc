import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { packageRoot } from '../../server/languageServerProcess';
import { ScratchFolder } from '../../unit/scratchFolder';
import { openSession, type Session } from '../harness/session';

const STATUS = 'akin.status';

/** Those whose grammars have the largest functions; optimising them took the editor's runtime up to 2.8 GB, or ended it. */
const LANGUAGES = ['swift', 'kotlin', 'shellscript', 'cpp', 'elixir'];

/** V8 optimises what is called often: the code of so many files was more than enough. */
const FILES_EACH = 90;

let session: Session;
let close: (() => Promise<void>) | undefined;

describe('A project of languages with large grammars', () => {
  const scratch = new ScratchFolder();

  before(async () => {
    for (const language of LANGUAGES) writeFiles(language);
    session = await openSession({
      workspace: scratch.at('workspace'),
      name: 'polyglot',
      settings: { 'workbench.colorTheme': 'Dark Modern' },
    });
    ({ close } = session);
  });

  after(async () => {
    await close?.();
    scratch.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() !== true) return;
    await session.ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    console.error([...session.ui.complaints, ...session.workbench.log().split('\n').slice(-10)].join('\n'));
  });

  it('is indexed by the server in the runtime of the editor', async () => {
    await session.ui.waitForStatus(STATUS, new RegExp(`^Akin ${LANGUAGES.length * FILES_EACH} files\\b`));
  });

  /** The sample of a language, each time with another name in it. */
  function writeFiles(language: string): void {
    const folder = join(packageRoot, 'test', 'golden', 'chunking', language, 'input');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      const longest = text.match(/[A-Za-z]{6,}/g)?.sort((a, b) => b.length - a.length)[0] ?? '';
      for (let file = 0; file < FILES_EACH; file++)
        scratch.write(
          `workspace/${language}/part${file}${extname(name)}`,
          text.replaceAll(longest, `${longest}${file}`),
        );
    }
  }
});
