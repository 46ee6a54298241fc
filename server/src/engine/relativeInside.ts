import { isAbsolute, relative, sep } from 'node:path';

/** A path inside a folder, relative with `/`, or undefined when it lies outside. */
export function relativeInside(root: string, file: string): string | undefined {
  const path = relative(root, file);
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined;
  return sep === '/' ? path : path.split(sep).join('/');
}
