import { AkinError, messageOf } from '../base/errors';
import { t } from '../base/texts';

/**
 * Does something with the store.
 * @throws {AkinError} `store-unavailable` when that fails, whatever the reason
 */
export async function onStore<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new AkinError('store-unavailable', t('The index cannot be used: {0}', messageOf(cause)), { cause });
  }
}
