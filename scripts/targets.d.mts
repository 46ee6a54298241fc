export const lanceSuffixes: Record<string, string>;
export const UNIVERSAL: string;
export const targets: string[];
