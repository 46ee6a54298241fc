import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import { AgentTools, MCP_PROVIDER } from '../../../protocol/agents';
import { chunkKinds } from '../../../server/src/chunking/chunk';

const { languageModelTools: tools, mcpServerDefinitionProviders: providers } = manifest.contributes;

describe('what package.json offers to agents', () => {
  it('are the tools that the protocol declares', () =>
    assert.deepEqual(tools.map(({ name }) => name).sort(), Object.values(AgentTools).sort()));

  it('is the MCP server that the protocol declares', () =>
    assert.deepEqual(
      providers.map(({ id }) => id),
      [MCP_PROVIDER],
    ));

  for (const tool of tools)
    it(`${tool.name} explains itself, and each of its inputs`, () => {
      assert.ok(tool.modelDescription.length > 100);
      assert.ok(tool.userDescription.length > 20);
      assert.equal(tool.canBeReferencedInPrompt, true);
      assert.match(tool.toolReferenceName, /^akin[A-Za-z]+$/);
      for (const [name, input] of Object.entries<{ description?: string }>(tool.inputSchema.properties))
        assert.ok((input.description ?? '').length > 10, name);
    });

  it('lists the kinds that there are', () => {
    const kinds = tools.find(({ name }) => name === AgentTools.search)?.inputSchema.properties.kinds
      .description;
    assert.ok(kinds?.endsWith(`: ${chunkKinds.join(', ')}.`), kinds);
  });
});
