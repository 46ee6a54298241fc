import assert from 'node:assert/strict';
import { mcpCommand } from '../../../../client/src/agents/mcpCommand';
import { serverEnvironment, serverExecArgv } from '../../../../protocol/serverEnvironment';

describe('the command that serves a workspace to agents', () => {
  const section = { search: { limit: 20 }, index: { maxFileSizeKiB: 5 } };
  const { args, env } = mcpCommand('/ext/dist/cli.js', '/storage', section, [
    { path: '/w/a', section, hidden: ['**/.git'] },
    { path: '/w/b', section: { index: { exclude: ['gen'], maxFileSizeKiB: 5 } }, hidden: ['out'] },
  ]);

  it('names every folder and the storage of the editor', () =>
    assert.deepEqual(args.slice(0, -1), [
      ...serverExecArgv,
      '/ext/dist/cli.js',
      'mcp',
      '/w/a',
      '/w/b',
      '--storage',
      '/storage',
      '--settings',
    ]));

  it('hands over the settings of the window and of each folder, with what the editor hides', () =>
    assert.deepEqual(JSON.parse(args.at(-1) ?? ''), {
      ...section,
      folders: {
        '/w/a': { search: { limit: 20 }, index: { maxFileSizeKiB: 5, exclude: ['**/.git'] } },
        '/w/b': { index: { maxFileSizeKiB: 5, exclude: ['gen', 'out'] } },
      },
    }));

  it('makes a desktop editor behave as Node, and the process as the server', () =>
    assert.deepEqual(env, { ELECTRON_RUN_AS_NODE: '1', ...serverEnvironment }));
});
