import { workspace, type LanguageModelToolConfirmationMessages } from 'vscode';

/**
 * Asks before code of an untrusted folder is handed to a language model: text in it may be meant to mislead one. In a
 * trusted folder a tool that only reads is not asked about, as with the search of the editor itself.
 */
export function confirmation(): { confirmationMessages?: LanguageModelToolConfirmationMessages } {
  if (workspace.isTrusted) return {};
  return {
    confirmationMessages: {
      title: 'Search this folder with Akin?',
      message: 'You have not said that you trust this folder. What is found is handed to the language model.',
    },
  };
}
