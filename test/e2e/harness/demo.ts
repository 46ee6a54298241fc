// Starts a real VS Code with the packaged extension and prints its address; runs until Ctrl+C.
//   tsx test/e2e/harness/demo.ts [<folder>]      the sample workspace when none is given; AKIN_DEMO_PORT names a port
import { resolve } from 'node:path';
import { newestPackage, sampleWorkspace } from './paths';
import { Workbench } from './workbench';

async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? sampleWorkspace);
  const { AKIN_DEMO_PORT: port } = process.env;
  const workbench = await Workbench.start({
    packages: [newestPackage()],
    ...(port !== undefined && { port: Number(port) }),
  });
  console.log(`VS Code with Akin on ${folder}:\n\n  ${workbench.urlOf(folder)}\n\nCtrl+C ends it.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
