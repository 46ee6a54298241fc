export function judgeContent(files: string[], target: string): { unexpected: string[]; missing: string[] };
