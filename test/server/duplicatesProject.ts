import {
  DiagnosticRefreshRequest,
  type Diagnostic,
  InitializedNotification,
  type InitializeResult,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver-protocol/node';
import { DuplicatesChanged, DuplicatesRequest } from '../../protocol/duplicateMessages';
import type { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';

const TOTAL = `export function totalPrice(items: Item[], discount: Discount): number {
  let total = 0;
  for (const item of items) {
    if (item.quantity <= 0) throw new Error('an item without a quantity');
    const price = item.price * item.quantity;
    total += item.quantity >= discount.minimum ? price * (1 - discount.share) : price;
  }
  if (total > discount.ceiling) {
    total = discount.ceiling;
  }
  return Math.round(total * 100) / 100;
}
`;

const sort = (noun: string, ...names: string[]): string => {
  const [item = '', shelf = '', key = ''] = names;
  return `def sort_${noun}(${noun}, limit):
    ${shelf} = {}
    for ${item} in ${noun}:
        if ${item}.lost or ${item}.weight <= 0:
            continue
        ${key} = (${item}.country, ${item}.city)
        if ${key} not in ${shelf}:
            ${shelf}[${key}] = []
        if len(${shelf}[${key}]) < limit:
            ${shelf}[${key}].append(${item})
    return sorted(${shelf}.items(), key=lambda pair: len(pair[1]), reverse=True)
`;
};

/** An exact pair, a renamed pair and a function of its own. */
const files: Record<string, string> = {
  'a/cart.ts': `/** What is in the cart. */\n${TOTAL}`,
  'b/order.ts': `import { Item } from './item';\n\n// The same again.\n${TOTAL}`,
  'a/parcels.py': sort('parcels', 'parcel', 'shelves', 'place'),
  'b/letters.py': sort('letters', 'letter', 'boxes', 'town'),
  'a/alone.ts':
    'export function slug(title: string): string {\n  return title.toLowerCase().replace(/ /g, "-");\n}\n',
};

export interface ProjectOptions {
  /** True for an editor that asks for diagnostics. */
  pulls: boolean;
  /** The editor follows the link of a diagnostic's code. */
  followsLinks?: boolean;
  /** The editor has the commands of `protocol/commands.ts`. */
  hasCommands?: boolean;
  settings: object;
  /** The language of the editor, as LSP names it. */
  locale?: string;
}

/** A folder with duplicates that is open in a server, and what an editor is told of it. */
export class DuplicatesProject {
  readonly server = new LanguageServerProcess();
  /** How often the client was told to ask for diagnostics again. */
  refreshes = 0;
  initialized: InitializeResult = { capabilities: {} };
  private readonly diagnostics = new Map<string, Diagnostic[]>();
  private waiters: (() => void)[] = [];

  private constructor(private readonly scratch: ScratchFolder) {
    for (const path of Object.keys(files)) this.write(path, files[path] ?? '');
    const { connection } = this.server;
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
    });
    connection.onNotification(DuplicatesChanged, () => this.wake());
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.diagnostics.set(uri, diagnostics);
      this.wake();
    });
  }

  /** Writes the folder and opens it; the server watches the files itself. */
  static async open(
    scratch: ScratchFolder,
    { pulls, followsLinks = false, hasCommands = false, settings, locale }: ProjectOptions,
  ): Promise<DuplicatesProject> {
    const project = new DuplicatesProject(scratch);
    const { server } = project;
    project.initialized = await server.initialize({
      capabilities: {
        textDocument: {
          publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: followsLinks },
          ...(pulls && { diagnostic: { relatedInformation: true } }),
        },
        workspace: { workspaceFolders: true, ...(pulls && { diagnostics: { refreshSupport: true } }) },
      },
      workspaceFolders: [{ uri: uriOf(scratch.at('project')), name: 'project' }],
      initializationOptions: { storagePath: scratch.at('storage'), settings, hasCommands },
      ...(locale !== undefined && { locale }),
    });
    await server.connection.sendNotification(InitializedNotification.type, {});
    return project;
  }

  uri(path: string): string {
    return uriOf(this.scratch.at(`project/${path}`));
  }

  textOf(path: string): string {
    return files[path] ?? '';
  }

  write(path: string, text: string): void {
    this.scratch.write(`project/${path}`, text);
  }

  /** Writes a file as it was at first. */
  restore(path: string): void {
    this.write(path, this.textOf(path));
  }

  /** Opens a document in the editor, with text that may differ from the file's. */
  open(path: string, text: string): Promise<void> {
    return this.server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(path), languageId: 'typescript', version: 1, text },
    });
  }

  close(path: string): Promise<void> {
    return this.server.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: this.uri(path) },
    });
  }

  /** What was published last for a file. */
  published(path: string): Diagnostic[] {
    return this.diagnostics.get(this.uri(path)) ?? [];
  }

  /** Resolves when the server has looked through everything and has so many groups. */
  async untilGroups(count: number): Promise<void> {
    for (;;) {
      const told = this.next();
      const { total, state } = await this.server.send(DuplicatesRequest, {});
      if (state.stage === 'ready' && total === count) return;
      await told;
    }
  }

  /** Resolves with what is published for a file, now or later, once it fits. */
  async untilPublished(path: string, fits: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    for (;;) {
      const told = this.next();
      const found = this.diagnostics.get(this.uri(path));
      if (found !== undefined && fits(found)) return found;
      await told;
    }
  }

  private next(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  private wake(): void {
    const { waiters } = this;
    this.waiters = [];
    for (const waiter of waiters) waiter();
  }
}
