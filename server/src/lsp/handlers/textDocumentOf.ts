import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
import { membersOf } from './search';

/**
 * The URI of a `TextDocumentIdentifier`.
 * @throws {AkinError} `invalid-request` unless it is one
 */
export function textDocumentOf(given: unknown): string {
  const { uri } = membersOf(given);
  if (typeof uri === 'string') return uri;
  throw new AkinError('invalid-request', t('{0} must have a uri.', 'textDocument'));
}
