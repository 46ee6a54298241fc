export interface PackageFacts {
  target: string;
  files: number;
  bytes: number;
  unpackedBytes: number;
  natives: { name: string; bytes: number }[];
  started: boolean;
}
export function packageTable(packages: PackageFacts[]): string;
export function keepTable(path: string, table: string): void;
