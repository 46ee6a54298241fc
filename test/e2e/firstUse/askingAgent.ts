/** An extension for the tests alone: asks for code as an agent does, and says in the status bar what came of it. */
import { commands, LanguageModelTextPart, lm, window } from 'vscode';
import { AgentTools } from '../../../protocol/agents';

const QUERY = 'check a password against the stored hash';

async function ask(): Promise<string> {
  try {
    const options = { input: { query: QUERY, limit: 1 }, toolInvocationToken: undefined };
    const { content } = await lm.invokeTool(AgentTools.search, options);
    const [first] = content;
    return first instanceof LanguageModelTextPart ? (first.value.split('\n')[0] ?? '') : 'no text';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function activate({ subscriptions }: { subscriptions: { dispose(): unknown }[] }): void {
  const answer = window.createStatusBarItem('answer');
  let asked = 0;
  answer.show();
  subscriptions.push(
    answer,
    commands.registerCommand('akinTests.ask', async () => {
      answer.text = `Agent asks ${++asked}`;
      answer.text = `Agent ${asked}: ${await ask()}`;
    }),
  );
}
