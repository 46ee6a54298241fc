import type { LanguageModelToolConfirmationMessages } from 'vscode';
import { t } from '../localise';

/**
 * Asks before code of an untrusted folder is handed to a language model: text in it may be meant to mislead one. In a
 * trusted folder a tool that only reads is not asked about, as with the search of the editor itself.
 * @param isTrusted whether the user has said to trust the workspace
 */
export function confirmation(isTrusted: boolean): {
  confirmationMessages?: LanguageModelToolConfirmationMessages;
} {
  if (isTrusted) return {};
  return {
    confirmationMessages: {
      title: t('Search this folder with Akin?'),
      message: t(
        'You have not said that you trust this folder. What is found is handed to the language model.',
      ),
    },
  };
}
