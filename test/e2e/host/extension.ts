/** The id of the extension under test. */
export const extensionId = 'akin.akin-code';
