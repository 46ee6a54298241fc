import type { QueryCompletion } from '../../../../protocol/searchMessages';
import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
import { completeQuery } from '../../search/queryCompletions';
import type { ServerContext } from '../serverContext';
import { membersOf } from './search';

/** Answers `akin/completeQuery`. */
export function handleCompleteQuery(context: ServerContext, params: unknown): QueryCompletion[] {
  const { query } = membersOf(params);
  if (typeof query !== 'string')
    throw new AkinError('invalid-request', t('{0} needs a query.', 'akin/completeQuery'));
  return completeQuery(query, () => context.engine?.paths() ?? []);
}
