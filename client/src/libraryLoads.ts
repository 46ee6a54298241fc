/**
 * What loads the library bit by bit, in the order to call it in. The build puts the list in the place of this empty
 * one (`scripts/libraryParts.mjs`); without it the library is loaded at once, by the first who needs it.
 */
export const libraryLoads: readonly (() => unknown)[] = [];

/** The files that those are in, beside the file that this one is bundled into. */
export const libraryFiles: readonly string[] = [];
