export function isPage(path: string): boolean;
export function linkedPaths(page: string, text: string): string[];
export function withoutDeadLinks(page: string, text: string, isThere: (path: string) => boolean): string;
