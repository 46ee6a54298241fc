/**
 * How the tokens of the work-done progress of indexing begin, so that a client that shows the status in another way can
 * tell them from others.
 */
export const INDEXING_PROGRESS_TOKEN = 'akin/indexing/';
