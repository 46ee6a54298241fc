import {
  type DuplicateGroup,
  type DuplicateKind,
  duplicateKinds,
  type DuplicateMember,
} from '../../duplicates/duplicateGroup';
import { type DuplicatesReport, kindTitles, placeOf, similarityOf, titleOf } from './duplicatesReport';

/** Where the form is told: SARIF 2.1.0, errata 01. */
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Related places of one result; code scanning shows no more. */
const MAX_RELATED = 20;

const levels: Readonly<Record<DuplicateKind, 'warning' | 'note'>> = {
  exact: 'warning',
  renamed: 'warning',
  near: 'note',
  alike: 'note',
};

/**
 * `akin duplicates --sarif`: one result a group, at its first copy, with the others as related locations. The fingerprint is the group's id, so
 * that a result stays the same while lines move.
 */
export function duplicatesSarif({ version, groups }: DuplicatesReport): string {
  const rules = duplicateKinds.map((kind) => ({
    id: ruleOf(kind),
    name: `Duplicate${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}`,
    shortDescription: { text: kindTitles[kind] },
    fullDescription: { text: descriptions[kind] },
    help: { text: 'Move what is the same into one place, or accept it in the baseline or with a comment.' },
    defaultConfiguration: { level: levels[kind] },
    properties: { tags: ['maintainability', 'duplicate-code'] },
  }));
  const driver = { name: 'akin', semanticVersion: version, rules };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder that was looked through.' } } },
    results: groups.map(resultOf),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 1)}\n`;
}

const descriptions: Readonly<Record<DuplicateKind, string>> = {
  exact: 'The same code but for white space and comments.',
  renamed: 'The same code but for names and literals.',
  near: 'The same code with statements added, removed, changed or moved.',
  alike: 'Code of the same meaning with little text in common.',
};

function resultOf(group: DuplicateGroup): object {
  const [first, ...others] = group.members;
  const ruleIndex = duplicateKinds.indexOf(group.kind);
  return {
    ruleId: ruleOf(group.kind),
    ruleIndex,
    level: levels[group.kind],
    message: { text: messageOf(group, others) },
    locations: first === undefined ? [] : [{ physicalLocation: physical(first) }],
    relatedLocations: others.slice(0, MAX_RELATED).map((member, index) => ({
      id: index + 1,
      physicalLocation: physical(member),
      message: { text: titleOf(member) },
    })),
    partialFingerprints: { 'akinDuplicate/v1': group.id },
    properties: { similarity: group.similarity, tokens: group.tokens, copies: group.members.length },
  };
}

function messageOf(group: DuplicateGroup, others: readonly DuplicateMember[]): string {
  const [second] = others;
  const what = group.wholeFile ? 'This file' : titleOf(group.members[0] ?? (second as DuplicateMember));
  const twin = second === undefined ? '' : ` [${placeOf(second).replace(/[[\]\\]/g, '\\$&')}](1)`;
  const rest = others.length > 1 ? ` and ${others.length - 1} more` : '';
  return `${what} is ${similarityOf(group)} the same as${twin}${rest}.`;
}

function physical({ path, startLine, endLine }: DuplicateMember): object {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region: { startLine, endLine } };
}

function ruleOf(kind: DuplicateKind): string {
  return `duplicate/${kind}`;
}
