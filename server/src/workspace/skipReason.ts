/** Why a file is not indexed. The texts are shown to people, with a count. */
export const SkipReasons = {
  tooLarge: 'larger than the limit',
  binary: 'binary',
  minified: 'minified',
  generated: 'generated',
  unreadable: 'unreadable',
  notAFile: 'not a regular file',
  empty: 'empty',
  failed: 'failed twice',
} as const;

export type SkipReason = (typeof SkipReasons)[keyof typeof SkipReasons];
