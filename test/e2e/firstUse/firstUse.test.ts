import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../harness/eventually';
import { Panels } from '../harness/panels';
import { sampleWorkspace } from '../harness/paths';
import { ReportPage } from '../harness/reportPage';
import { openSession, type Session } from '../harness/session';
import { packageTestExtension } from '../harness/testExtension';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';

/** The sample without one of its four folders. */
const WITHOUT_GATEWAY = /^Akin 13 files/;

/** What the folder that nobody trusts says. The last may be said by any folder: it shows that the file was read. */
const settingsOfTheFolder = {
  'akin.model': '/nowhere/a-model',
  'akin.memory.limitMb': 5000,
  'akin.index.batchChunks': 33,
  'akin.index.exclude': ['gateway', '.vscode'],
};

/** What a search for what has changed says where there is no repository. */
const NO_GIT = 'It needs a git repository with at least one commit.';

/** The command of the extension that stands for an agent, and where that one shows what it was told. */
const AGENT = 'Ask as an Agent';
const AGENT_STATUS = 'askingagent.answer';

const isServer = (commandLine: string): boolean => /[\\/]dist[\\/]server\.js\b/.test(commandLine);

let session: Session;
let ui: Ui;
let panels: Panels;

async function open(options: Parameters<typeof openSession>[0]): Promise<void> {
  session = await openSession(options);
  ({ ui } = session);
  panels = new Panels(ui.page);
}

/** Nothing is asked and nothing is reported before the first result. */
async function isQuiet(): Promise<void> {
  assert.deepEqual(await ui.notifications(), []);
  assert.deepEqual(session.refused, []);
}

describe('The first use', () => {
  let empty: string;

  before(() => {
    empty = mkdtempSync(join(tmpdir(), 'akin-empty-'));
  });

  after(() => rmSync(empty, { recursive: true, force: true }));

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true)
      await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await session.close();
  });

  it('of an empty folder says so, and finds what is written into it', async () => {
    await open({ workspace: empty, name: 'empty' });
    await ui.waitForStatus(STATUS, /^Akin 0 files/);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('read the settings of a user');
    const [row] = await ui.waitForRows(
      'notice',
      ([first]) => first?.label.startsWith('Nothing found') ?? false,
    );
    assert.match(row?.detail ?? '', /Try other words/);
    await ui.screenshot('empty-dark');
    await ui.dismiss();
    writeFileSync(
      join(session.folder, 'settings.py'),
      'def load_user_settings(path):\n    return open(path).read()\n',
    );
    await ui.waitForStatus(STATUS, /^Akin 1 file\b/);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('read the settings of a user');
    await ui.waitForRows('hit', ([first]) => first?.label === 'load_user_settings');
    await ui.dismiss();
    await isQuiet();
  });

  it('without a folder says in each view what to do', async () => {
    await open({ workspace: empty, name: 'none' });
    await ui.open(`http://${session.workbench.authority}/?ew=true`);
    await panels.openContainer('Akin');
    await panels.waitForWelcome('Search', /Open a folder to search it/);
    await panels.waitForWelcome('Duplicates', /Open a folder to see code in it/);
    // That one is folded at first.
    await ui.runCommand('Akin: Focus on Index View');
    await panels.waitForWelcome('Index', /Open a folder to have it indexed/);
    await ui.screenshot('no-folder-dark');
    await ui.runCommand('Akin: Show Log');
    await panels.waitForOutput(/\[info\] Not running: no folder is open\./);
    await isQuiet();
  });

  it('of the home folder indexes nothing, and says how to insist', async () => {
    await open({ workspace: empty, name: 'empty' });
    // The editor's home is the folder that everything of the session lies in.
    await ui.open(session.workbench.urlOf(session.workbench.folder));
    await ui.waitForStatus(STATUS, /^Akin error/);
    const message = ui.page.locator('.notification-list-item-message', { hasText: 'home directory' });
    await message.waitFor();
    assert.match(await message.innerText(), /turn on akin\.index\.allowAnyFolder/);
    await ui.screenshot('home-folder-dark');
  });

  it('in a folder that nobody trusts searches, but asks git for nothing', async () => {
    await open({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      restricted: true,
      files: { '.vscode/settings.json': JSON.stringify(settingsOfTheFolder) },
      others: [
        await packageTestExtension({
          source: join(__dirname, 'askingAgent.ts'),
          manifest: { contributes: { commands: [{ command: 'akinTests.ask', title: AGENT }] } },
        }),
      ],
    });
    await ui.page.getByText('Restricted Mode').first().waitFor();
    // The model that the folder names is nowhere: with it, there would be keywords only.
    await ui.waitForStatus(STATUS, WITHOUT_GATEWAY);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('check a password against the stored hash');
    await ui.waitForRows('hits', ([first]) => first?.label === 'verify_password');
    await ui.type('password changed:');
    const [row] = await ui.waitForRows('reason', ([first]) => first?.label === 'changed:');
    assert.equal(row?.detail, 'Git is asked once this folder is trusted.');
    await ui.screenshot('restricted-dark');
    await ui.dismiss();
    await isQuiet();
    assert.equal(session.workbench.commandLines().filter(isServer).length, 1);

    await theFolderDecidesNothing();
    await anAgentIsAskedAbout();
    await isHeardOnceTrusted();
  });

  /** What a folder says of the model, the memory and the batches is not heard; what it leaves out was. */
  async function theFolderDecidesNothing(): Promise<void> {
    const report = new ReportPage(ui);
    await report.open();
    assert.doesNotMatch(await report.tile('Memory').innerText(), /akin\.memory\.limitMb/);
    assert.match(await report.fact('Next batch'), /^[\d,]+ chunks/);
    assert.doesNotMatch(await report.fact('Next batch'), /fixed size/);
  }

  /** Before code of the folder reaches a model, a person is asked, and may say no. */
  async function anAgentIsAskedAbout(): Promise<void> {
    const question = /Search this folder with Akin\?.*You have not said that you trust this folder/s;
    await ui.runCommand(AGENT);
    await panels.dialog.waitFor();
    await ui.screenshot('agent-asks-dark');
    await panels.answerDialog(question, 'Cancel');
    await ui.waitForStatus(AGENT_STATUS, /^Agent 1: Canceled$/);
    await ui.runCommand(AGENT);
    await panels.answerDialog(question, 'Yes');
    await ui.waitForStatus(AGENT_STATUS, /^Agent 2: 1\. billing\/passwords\.py:\d+-\d+ verify_password/);
  }

  /** Trust is taken note of at once: git is asked, and a person no more. What a folder says of the model is never heard. */
  async function isHeardOnceTrusted(): Promise<void> {
    await ui.runCommand('Workspaces: Manage Workspace Trust');
    await ui.page.locator('.workspace-trust-buttons').getByText('Trust', { exact: true }).click();
    await ui.page.getByText('You trust this folder').waitFor();
    await ui.page.locator('.modal-editor-action-container .codicon-close').click();
    await ui.page.getByText('Restricted Mode').first().waitFor({ state: 'hidden' });
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    // The server is started anew meanwhile.
    const detailOnGit = async (): Promise<string | undefined> => {
      await ui.type('password');
      await ui.type('password changed:');
      return (await ui.waitForRows('reason', ([first]) => first?.label === 'changed:'))[0]?.detail;
    };
    await eventually('what is said of git', detailOnGit, (detail) => detail === NO_GIT);
    await ui.dismiss();
    await ui.waitForStatus(STATUS, WITHOUT_GATEWAY);
    await ui.runCommand(AGENT);
    await ui.waitForStatus(AGENT_STATUS, /^Agent 3: 1\. billing\/passwords\.py/);
    assert.equal(await panels.dialog.count(), 0);
    assert.equal(session.workbench.commandLines().filter(isServer).length, 1);
  }

  it('where Akin is turned off says so, and how to turn it on', async () => {
    await open({ workspace: sampleWorkspace, name: 'harbour-shop', settings: { 'akin.enable': false } });
    await ui.waitForStatus(STATUS, /^Akin off/);
    await panels.openContainer('Akin');
    await panels.waitForWelcome('Search', /not turned off by the setting akin\.enable/);
    assert.deepEqual(session.workbench.commandLines().filter(isServer), []);
    await ui.screenshot('off-dark');
    await isQuiet();
  });
});
