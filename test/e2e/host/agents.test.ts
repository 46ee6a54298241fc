import assert from 'node:assert/strict';
import { extensions, LanguageModelTextPart, lm } from 'vscode';
import { AgentTools } from '../../../protocol/agents';
import { eventually } from '../harness/eventually';
import { extensionId } from './extension';

async function invoke(name: string, input: object): Promise<string> {
  const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('\n');
}

describe('Agents', () => {
  before(async () => {
    await extensions.getExtension(extensionId)?.activate();
  });

  it('are offered each tool that is declared', () => {
    const offered = new Map(lm.tools.map((tool) => [tool.name, tool]));
    for (const name of Object.values(AgentTools)) assert.ok(offered.get(name)?.description, name);
  });

  it('find code by meaning', async () => {
    const text = await eventually(
      'the function is found in a complete index',
      // Until the server answers, the call fails and says so.
      () => invoke(AgentTools.search, { query: 'wait longer after each failed try', limit: 5 }).catch(String),
      (answer) => answer.includes('retryWithBackoff') && !answer.includes('Note:'),
    );
    assert.match(text, /^1\. web\/fetchWithRetry\.ts:\d+-\d+ {2}retryWithBackoff \(function\)\n {3}Why: /);
  });

  it('narrow what they find', async () => {
    const text = await invoke(AgentTools.search, { query: 'limit', languages: ['go'] });
    const paths = [...text.matchAll(/^\d+\. (\S+):\d+-\d+/gm)].map(([, path]) => path);
    assert.ok(paths.length > 0 && paths.every((path) => path?.endsWith('.go')), text);
  });

  it('are told of repeated code, or that there is none', async () => {
    const text = await eventually(
      'all is looked through',
      () => invoke(AgentTools.duplicates, {}).catch(String),
      (answer) => !answer.includes('Note:'),
    );
    assert.match(
      text,
      /^(?:No repeated code was found\.|1\. (?:exact|renamed|near): \d+ copies of \d+ tokens)/,
    );
    await assert.rejects(invoke(AgentTools.duplicates, { path: 'no/such/folder' }), /no\/such\/folder/);
  });

  it('are told what is wrong with a call', async () => {
    await assert.rejects(invoke(AgentTools.search, { query: 'x', limit: 0 }), /limit/);
  });
});
