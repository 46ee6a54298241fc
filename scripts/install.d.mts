export function stampOf(lockText: string, nodeVersion: string): string;
export function isComplete(lockText: string, installedText: string | undefined): boolean;
export function ensureInstalled(base?: string): number;
