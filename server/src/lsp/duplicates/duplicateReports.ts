import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { Settings } from '../../../../protocol/settings';
import type { DuplicateGroup } from '../../duplicates/duplicateGroup';
import type { DuplicateService, DuplicateState } from '../../engine/duplicateService';
import { relativeInside } from '../../engine/relativeInside';
import { type DiagnosticOptions, documentDiagnostics, workspaceDiagnostics } from '../duplicateDiagnostics';
import type { OpenFiles } from './openFiles';
import { placeGroup, type PlacedGroup } from './placeCopies';
import { severitiesOf } from './severities';

/** Where the reports come from; read at each question, since engine and settings are replaced. */
export interface ReportSource {
  /** Undefined while there is no engine. */
  readonly duplicates: DuplicateService | undefined;
  readonly settings: Settings;
  /** Absolute paths of the open folders. */
  readonly folderPaths: readonly string[];
}

/** What there is while there is no engine. */
const OFF: DuplicateState = { stage: 'off', done: 0, total: 0 };

/** The duplicates as editors are told of them: at their places in the open documents, with the settings applied. */
export class DuplicateReports {
  private readonly docsUri: string | undefined;

  /** @param docsFile absolute path of the page that explains duplicates */
  constructor(
    private readonly source: ReportSource,
    readonly files: OpenFiles,
    private readonly capabilities: ClientCapabilities,
    docsFile: string,
  ) {
    this.docsUri = existsSync(docsFile) ? URI.file(docsFile).toString() : undefined;
  }

  get settings(): Settings {
    return this.source.settings;
  }

  state(): DuplicateState {
    return this.source.duplicates?.state() ?? OFF;
  }

  /** All groups, dearest first, as the engine knows them. */
  groups(): readonly DuplicateGroup[] {
    return this.source.duplicates?.groups() ?? [];
  }

  /** The groups with a copy in a document. */
  groupsIn(uri: string): readonly DuplicateGroup[] {
    const { scheme, fsPath } = URI.parse(uri);
    if (scheme !== 'file') return [];
    const file = resolve(fsPath);
    const found = this.source.folderPaths.flatMap((folder) => {
      const path = relativeInside(folder, file);
      return path === undefined ? [] : (this.source.duplicates?.groupsIn(folder, path) ?? []);
    });
    // A folder inside another one: both know the file.
    return [...new Map(found.map((group) => [group.id, group])).values()];
  }

  /** A group with the places of its copies; undefined when fewer than two are left. */
  place(group: DuplicateGroup): PlacedGroup | undefined {
    return placeGroup(group, this.files);
  }

  document(uri: string): Diagnostic[] {
    return documentDiagnostics(uri, this.groupsIn(uri), this.options(), this.files);
  }

  workspace(): Map<string, Diagnostic[]> {
    return workspaceDiagnostics(this.groups(), this.options(), this.files);
  }

  private options(): DiagnosticOptions {
    const { publishDiagnostics, diagnostic } = this.capabilities.textDocument ?? {};
    const offers = (name: 'relatedInformation' | 'codeDescriptionSupport'): boolean =>
      publishDiagnostics?.[name] === true || diagnostic?.[name] === true;
    return {
      severities: severitiesOf(this.source.settings),
      relatedInformation: offers('relatedInformation'),
      docsUri: offers('codeDescriptionSupport') ? this.docsUri : undefined,
    };
  }
}
