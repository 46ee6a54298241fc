import { createHash } from 'node:crypto';

/** Characters of a content hash: 128 bits in base64url, so that a chance collision is out of question. */
const HASH_LENGTH = 22;

/** A short name for content: equal content has an equal hash, other content another. */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, HASH_LENGTH);
}
