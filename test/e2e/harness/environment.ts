import { join } from 'node:path';

/** The environment of a VS Code that knows no other home than a folder, and no marketplace. */
export function environment(home: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'xdg'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}
