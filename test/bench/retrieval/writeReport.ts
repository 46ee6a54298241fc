import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageRoot } from '../../server/languageServerProcess';
import { retrievalPage } from './markdown';
import type { RetrievalReport } from './report';

/** The report's page in the format that the repository's check asks for, with aligned tables. */
export function formattedPage(report: RetrievalReport): Promise<string> {
  return inHouseFormat('retrieval.md', retrievalPage(report));
}

/** Writes retrieval.json and retrieval.md into a folder, which is made when missing; answers their paths. */
export async function writeReport(folder: string, report: RetrievalReport): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const json = join(folder, 'retrieval.json');
  const page = join(folder, 'retrieval.md');
  writeFileSync(json, await inHouseFormat('retrieval.json', JSON.stringify(report, null, 2)));
  writeFileSync(page, await formattedPage(report));
  return [json, page];
}

async function inHouseFormat(name: string, text: string): Promise<string> {
  // As a file of the repository, wherever the report is written to.
  const filepath = join(packageRoot, 'docs', 'benchmarks', name);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
