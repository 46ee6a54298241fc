export function isNative(name: string): boolean;
export function platformOf(bytes: Buffer): string;
export function foreignNatives(entries: { name: string; content: () => Buffer }[], target: string): string[];
