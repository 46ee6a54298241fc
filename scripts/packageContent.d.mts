export const lanceSuffixes: Record<string, string>;
export function judgeContent(files: string[], target: string): { unexpected: string[]; missing: string[] };
