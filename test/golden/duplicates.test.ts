import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { DuplicateMember } from '../../server/src/duplicates/duplicateGroup';
import { duplicatesHtml } from '../../server/src/cli/report/duplicatesHtml';
import { duplicatePairs, duplicatesJson } from '../../server/src/cli/report/duplicatesJson';
import { duplicatesMarkdown } from '../../server/src/cli/report/duplicatesMarkdown';
import type { DuplicatesReport } from '../../server/src/cli/report/duplicatesReport';
import { duplicatesSarif } from '../../server/src/cli/report/duplicatesSarif';
import { duplicatesText } from '../../server/src/cli/report/duplicatesText';
import { chunkFolder } from '../bench/duplicates/chunkFolder';
import { findDuplicates } from '../bench/duplicates/findDuplicates';

const folder = join(__dirname, 'duplicates', 'report');
const load = createRequire(__filename);

function linesOf({ path, startLine, endLine }: DuplicateMember): string[] {
  return readFileSync(join(folder, 'input', path), 'utf8')
    .split('\n')
    .slice(startLine - 1, endLine);
}

describe('reports of duplicates', () => {
  let report: DuplicatesReport;

  before(async () => {
    const root = join(folder, 'input');
    const found = await findDuplicates(root, await chunkFolder(root));
    const groups = found.groups().map(({ group }) => group);
    report = { name: 'shop <&>', version: '1.2.3', groups, accepted: 2, linesOf };
  });

  const forms = {
    'expected.json': duplicatesJson,
    'expected.pairs.json': duplicatePairs,
    'expected.sarif': duplicatesSarif,
    'expected.md': duplicatesMarkdown,
    'expected.html': duplicatesHtml,
    'expected.txt': duplicatesText,
  };
  for (const [file, print] of Object.entries(forms))
    it(file, () => {
      const golden = join(folder, file);
      const actual = print(report);
      const mayWrite = process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined;
      if (mayWrite) writeFileSync(golden, actual);
      assert.ok(existsSync(golden), `${golden} is missing: run with UPDATE_GOLDEN=1 and read what it writes`);
      assert.equal(actual, readFileSync(golden, 'utf8'));
    });

  it('is SARIF 2.1.0 by its schema', () => {
    const ajv = new Ajv({ schemaId: 'id', meta: false, unknownFormats: 'ignore' });
    ajv.addMetaSchema(load('ajv/lib/refs/json-schema-draft-04.json') as object);
    const schema = load('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
    const validate = ajv.compile(schema);
    const log = JSON.parse(duplicatesSarif(report)) as { runs: { results: object[] }[] };
    assert.ok(validate(log), JSON.stringify(validate.errors, null, 1));
    assert.ok(log.runs[0] !== undefined && log.runs[0].results.length > 0);
    // The schema is at work: a result without a message is none.
    log.runs[0].results[0] = { ruleId: 'x' };
    assert.equal(validate(log), false);
  });

  it('asks nothing of the network in its page', () => {
    const page = duplicatesHtml(report);
    assert.doesNotMatch(page, /(?:src|href)\s*=|url\(|@import|fetch\(|https?:/);
    assert.match(page, /shop &lt;&amp;&gt;/);
  });
});
