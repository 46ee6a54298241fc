/** The one window that the tests of this folder work in, file by file: each finds what the one before has left there. */
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';

export const STATUS = 'akin.status';
export const READY = /^Akin \d+ files\b/;

let opening: Promise<Session> | undefined;

/** Opens the window for whoever comes first; its folder is indexed then. */
export function shopWindow(): Promise<Session> {
  opening ??= openShop();
  return opening;
}

async function openShop(): Promise<Session> {
  const session = await openSession({
    workspace: sampleWorkspace,
    name: 'harbour-shop',
    settings: {
      'workbench.colorTheme': 'Dark Modern',
      'akin.codeLens.enable': true,
      // The rows of the explorer stay where they are when a file is shown.
      'explorer.autoReveal': false,
    },
  });
  await session.ui.waitForStatus(STATUS, READY);
  return session;
}

// Hooks of the whole run: what they are for is the same in each file.
afterEach(async function () {
  if (this.currentTest?.isFailed() !== true || opening === undefined) return;
  const { ui, workbench } = await opening;
  await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  console.error([...ui.complaints, ...workbench.log().split('\n').slice(-10)].join('\n'));
  await ui.dismiss();
});

after(async () => {
  await (await opening)?.close();
});
