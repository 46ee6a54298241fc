/** What the extension offers to agents in the editor; package.json is tested against it. */

/** Names of the language-model tools. */
export const AgentTools = {
  search: 'akin_search',
  duplicates: 'akin_duplicates',
} as const;

/** The id under which the extension offers its MCP server. */
export const MCP_PROVIDER = 'akin.mcp';
