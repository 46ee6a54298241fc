import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inHouseFormat } from '../houseFormat';
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
