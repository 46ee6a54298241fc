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

/** Characters of a description that code scanning shows. */
const MOST_DESCRIPTION = 1024;

interface SarifPlace {
  physicalLocation: {
    artifactLocation: { uri: string; uriBaseId: string };
    region: Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>;
  };
}

/** What is looked at of a report. */
interface SarifLog {
  runs: {
    originalUriBaseIds: object;
    tool: {
      driver: {
        rules: {
          id: string;
          shortDescription: { text: string };
          fullDescription: { text: string };
          help: { text: string; markdown: string };
        }[];
      };
    };
    results: {
      ruleId: string;
      ruleIndex: number;
      partialFingerprints: { primaryLocationLineHash: string };
      locations: SarifPlace[];
      relatedLocations: SarifPlace[];
    }[];
  }[];
}

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

  it('has in SARIF what code scanning asks for', () => {
    const log = JSON.parse(duplicatesSarif(report)) as SarifLog;
    const [run] = log.runs;
    assert.ok(run !== undefined);
    assert.ok('%SRCROOT%' in run.originalUriBaseIds);
    for (const rule of run.tool.driver.rules)
      for (const text of [
        rule.shortDescription.text,
        rule.fullDescription.text,
        rule.help.text,
        rule.help.markdown,
      ])
        assert.ok(text.length > 0 && text.length < MOST_DESCRIPTION, rule.id);
    const fingerprints = run.results.map(
      ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
    );
    assert.equal(new Set(fingerprints).size, run.results.length);
    assert.equal(fingerprints.includes(''), false);
    for (const result of run.results) {
      assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
      assert.ok(result.locations.length === 1 && result.relatedLocations.length > 0);
      for (const { physicalLocation } of [...result.locations, ...result.relatedLocations]) {
        const { artifactLocation, region } = physicalLocation;
        assert.equal(artifactLocation.uriBaseId, '%SRCROOT%');
        assert.ok(existsSync(join(folder, 'input', decodeURIComponent(artifactLocation.uri))));
        assert.ok(region.startLine >= 1 && region.endLine >= region.startLine && region.startColumn === 1);
        assert.ok(region.endColumn > 1, 'the last line of a function is not empty');
      }
    }
  });

  it('tells no more in SARIF than code scanning takes, the dearest first', () => {
    const [group] = report.groups;
    assert.ok(group !== undefined);
    const groups = Array.from({ length: 25_001 }, (_, at) => ({ ...group, id: String(at) }));
    const log = JSON.parse(duplicatesSarif({ ...report, groups, linesOf: () => [] })) as SarifLog;
    assert.equal(log.runs[0]?.results.length, 25_000);
    assert.equal(log.runs[0].results[0]?.partialFingerprints.primaryLocationLineHash, '0:1');
    assert.equal(log.runs[0].results[0].locations[0]?.physicalLocation.region.endColumn, undefined);
  });

  it('asks nothing of the network in its page', () => {
    const page = duplicatesHtml(report);
    assert.doesNotMatch(page, /(?:src|href)\s*=|url\(|@import|fetch\(|https?:/);
    assert.match(page, /shop &lt;&amp;&gt;/);
  });
});
