import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { contentHash } from '../base/hash';
import { PassedChecks } from '../base/passedChecks';
import { t } from '../base/texts';

export type NativeModule = 'lancedb' | 'onnxruntime';

export interface NativeProbeOptions {
  /** Absolute path of the bundled `nativeProbe.js`. */
  script: string;
  /** Where the good outcome is remembered; the probe costs a third of a second. */
  cacheFile: string;
  /** Versions of the native modules, so that an update is probed anew. */
  versions: string;
  /** {@link PROBE_TIMEOUT_MS} when absent. */
  timeoutMs?: number;
}

/** A child that takes longer hangs; loading takes less than a second on a slow disk. */
const PROBE_TIMEOUT_MS = 20_000;

/** Characters of the child's error that a person is shown. */
const MAX_REASON_CHARS = 300;

/**
 * Tries a native module in a throw-away process.
 * @returns undefined when it works, else why it does not
 */
export async function probeNative(
  module: NativeModule,
  options: NativeProbeOptions,
): Promise<string | undefined> {
  const machine = contentHash(
    [
      module,
      options.versions,
      process.versions.modules,
      process.version,
      process.arch,
      cpus()[0]?.model,
    ].join('/'),
  );
  const passed = new PassedChecks(options.cacheFile);
  if (await passed.has(machine)) return undefined;
  const reason = await runProbe(module, options);
  if (reason === undefined) await passed.add(machine);
  return reason;
}

function runProbe(
  module: NativeModule,
  { script, timeoutMs = PROBE_TIMEOUT_MS }: NativeProbeOptions,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, module], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', LANCE_LOG: 'off' },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-MAX_REASON_CHARS);
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve(undefined);
      else
        resolve(
          stderr.trim() ||
            (killedBy === null
              ? t('it ended with exit code {0}', String(code))
              : t('it ended with {0}', killedBy)),
        );
    });
  });
}
