/** Numbers that are given as options. */
import { InvalidArgumentError } from 'commander';
import { LEAST_TOKENS } from '../chunking/tokens/fingerprint';
import { MAX_LIMIT } from '../engine/engineQueries';

/** @throws {InvalidArgumentError} unless it is a number of hits that may be asked for */
export function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_LIMIT}.`);
  return limit;
}

/** @throws {InvalidArgumentError} unless it is a size that a duplicate can have */
export function parseTokens(text: string): number {
  const tokens = Number(text);
  if (!Number.isInteger(tokens) || tokens < LEAST_TOKENS)
    throw new InvalidArgumentError(`It must be a whole number from ${LEAST_TOKENS} on.`);
  return tokens;
}

/** @throws {InvalidArgumentError} unless it is a share of the whole */
export function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return share;
}

/** @throws {InvalidArgumentError} unless something can be counted by it */
export function parseCount(text: string): number {
  const count = Number(text);
  if (text.trim() === '' || !Number.isInteger(count) || count < 0)
    throw new InvalidArgumentError('It must be a whole number from 0 on.');
  return count;
}
