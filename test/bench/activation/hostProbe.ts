/**
 * Runs inside the extension host: activates Akin and uses it, and leaves what that took in the file that
 * AKIN_PROBE_RESULT names. With AKIN_PROBE_PROFILES, a folder for the profiles, a profiler attributes what held the host
 * up; it makes everything slower, so that times are taken without it.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { commands, extensions, lm } from 'vscode';
import { AgentTools } from '../../../protocol/agents';
import { Commands, Views } from '../../../protocol/commands';
import { extensionId } from '../../e2e/host/extension';
import { eventually } from '../../e2e/harness/eventually';
import type { PhaseFacts, ProbeFacts } from './facts';
import { longestRun, SAMPLE_EVERY_US } from './hostProfile';
import { TurnWatch } from './turnWatch';

const SEARCHES = 10;

export async function run(): Promise<void> {
  const extension = extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not installed`);
  const measure = await phaseMeasure(extension.extensionPath);
  const activeBefore = extension.isActive;
  const phases: PhaseFacts[] = [];
  phases.push(await measure('activation', () => extension.activate()));
  phases.push(
    await measure('start and indexing', () =>
      eventually(
        'a search answers',
        () => search('retry').catch(String),
        (text) => text.includes('1. '),
      ),
    ),
  );
  phases.push(
    await measure('searches', async () => {
      for (let index = 0; index < SEARCHES; index++) await search(`wait longer after try ${index}`);
    }),
  );
  phases.push(await measure('views', openViews));
  const facts: ProbeFacts = { ...(extension.exports as object as ProbeFacts), activeBefore, phases };
  writeFileSync(process.env.AKIN_PROBE_RESULT ?? '', JSON.stringify(facts));
}

async function openViews(): Promise<void> {
  await commands.executeCommand(Commands.search);
  await commands.executeCommand('workbench.action.closeQuickOpen');
  await commands.executeCommand(`${Views.results}.focus`);
  await commands.executeCommand(`${Views.duplicates}.focus`);
  await commands.executeCommand(`${Views.index}.focus`);
  await commands.executeCommand(Commands.showPerformanceReport);
  await search('once more, with the views open');
}

/** @returns a function that runs one phase and tells how long the host was held up in it */
async function phaseMeasure(
  folder: string,
): Promise<(name: string, phase: () => PromiseLike<unknown>) => Promise<PhaseFacts>> {
  const profiles = process.env.AKIN_PROBE_PROFILES;
  const profiler = profiles === undefined ? undefined : new Session();
  profiler?.connect();
  await profiler?.post('Profiler.enable');
  await profiler?.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  return async (name, phase) => {
    const delays = monitorEventLoopDelay({ resolution: 1 });
    await profiler?.post('Profiler.start');
    delays.enable();
    const turns = profiler === undefined ? undefined : new TurnWatch();
    await phase();
    const seen = turns?.end();
    delays.disable();
    const profile = (await profiler?.post('Profiler.stop'))?.profile;
    if (profile !== undefined && profiles !== undefined)
      writeFileSync(join(profiles, `${name}.cpuprofile`), JSON.stringify({ ...profile, turns: seen }));
    return {
      name,
      hostDelayMs: delays.max / 1e6,
      ...(profile !== undefined && { byAkin: longestRun(profile, folder, seen) }),
    };
  };
}

async function search(query: string): Promise<string> {
  const { content } = await lm.invokeTool(AgentTools.search, {
    input: { query },
    toolInvocationToken: undefined,
  });
  return JSON.stringify(content);
}
