export const documents: string[];
export const vsceNames: Record<string, string>;
export function judgeContent(files: string[], target: string): { unexpected: string[]; missing: string[] };
