import { isGeneratedPath, isTestPath, isTextOrData, isVendoredPath } from '../chunking/fileRole';

const EXAMPLE =
  /(?:^|\/)(?:examples?|samples?|demos?|playground|(?:[\w-]+-)?docs?|documentation|tutorials?|guides?)\//i;
const DECLARATION = /\.d\.[cm]?ts$|\.pyi$/;
const OLD = /(?:^|[/_.-])(?:compat|deprecated|legacy|old|obsolete|polyfills?|shims?)(?:[/_.-]|$)/i;
const ENTRY = /(?:^|\/)(?:index|main|mod|lib|__init__|init|app|package)\.[^/.]+$/i;

/** What a path says about a file, each true or false. */
export interface FileTraits {
  test: boolean;
  example: boolean;
  vendored: boolean;
  generated: boolean;
  declaration: boolean;
  old: boolean;
  entry: boolean;
  notCode: boolean;
}

export function fileTraits(path: string, language: string): FileTraits {
  return {
    test: isTestPath(path),
    example: EXAMPLE.test(path),
    vendored: isVendoredPath(path),
    generated: isGeneratedPath(path),
    declaration: DECLARATION.test(path),
    old: OLD.test(path),
    entry: ENTRY.test(path),
    notCode: isTextOrData(language),
  };
}
