// Runs the suite of the extension host in a desktop VS Code, which is downloaded once: needs the network and a display.
//   npm run test:electron [<version>]      the newest stable VS Code when none is given, for example 1.100.0
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { readCounts } from './harness/counts';
import { bundleHostSuite } from './harness/hostSuite';
import { buildFolder, newestPackage, repositoryRoot, sampleWorkspace } from './harness/paths';
import { extensionId } from './host/extension';

async function main(version: string): Promise<number> {
  const cachePath = join(repositoryRoot, '.cache', 'vscode-desktop');
  const executable = await downloadAndUnzipVSCode({ version, cachePath });
  const folder = mkdtempSync(join(tmpdir(), 'akin-electron-'));
  const resultPath = join(buildFolder('test-results'), 'electron.json');
  rmSync(resultPath, { force: true });
  const folders = [
    `--user-data-dir=${join(folder, 'user')}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
  ];
  try {
    installPackage(executable, folders);
    const suiteCode = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: installedFolder(join(folder, 'extensions')),
      extensionTestsPath: await bundleHostSuite(),
      extensionTestsEnv: { AKIN_HOST_RESULT: resultPath },
      launchArgs: [sampleWorkspace, ...folders, '--disable-workspace-trust', '--disable-gpu'],
    });
    const { passed, failed } = readCounts(resultPath);
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : suiteCode;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The package itself is tested, not the sources: it is unpacked by VS Code as for a user. */
function installPackage(executable: string, folders: string[]): void {
  const [cli = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const own = args.filter((arg) => !/^--(user-data|extensions)-dir/.test(arg));
  const { status } = spawnSync(cli, [...own, ...folders, '--install-extension', newestPackage(), '--force'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The package could not be installed.');
}

function installedFolder(extensions: string): string {
  const name = readdirSync(extensions).find((entry) => entry.toLowerCase().startsWith(`${extensionId}-`));
  if (name === undefined) throw new Error(`${extensionId} is not installed.`);
  return join(extensions, name);
}

main(process.argv[2] ?? 'stable').then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
