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

/** The most results of one run that code scanning takes; a file with more is refused as a whole. */
const MAX_RESULTS = 25_000;

/** By it code scanning knows this run's results from those of other runs over the same commit. */
const CATEGORY = 'akin/duplicates/';

const levels: Readonly<Record<DuplicateKind, 'warning' | 'note'>> = {
  exact: 'warning',
  renamed: 'warning',
  near: 'note',
  alike: 'note',
};

/**
 * `akin duplicates --sarif`: one result a group, at its first copy, with the others as related locations. The fingerprint is the group's id, so
 * that a result stays the same while lines move. Of more than {@link MAX_RESULTS} groups the dearest are told.
 */
export function duplicatesSarif({ version, groups, linesOf }: DuplicatesReport): string {
  const driver = { name: 'akin', semanticVersion: version, rules: duplicateKinds.map(ruleFor) };
  const run = {
    tool: { driver },
    automationDetails: { id: CATEGORY },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder that was looked through.' } } },
    results: groups.slice(0, MAX_RESULTS).map((group) => resultOf(group, linesOf)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 1)}\n`;
}

function ruleFor(kind: DuplicateKind): object {
  return {
    id: ruleOf(kind),
    name: `Duplicate${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}`,
    shortDescription: { text: kindTitles[kind] },
    fullDescription: { text: descriptions[kind] },
    help: {
      text: `${descriptions[kind]} ${help.text}`,
      markdown: `${descriptions[kind]}\n\n${help.markdown}`,
    },
    defaultConfiguration: { level: levels[kind] },
    properties: {
      tags: ['maintainability', 'duplicate-code'],
      precision: precisions[kind],
      'problem.severity': severities[kind],
    },
  };
}

/** What can be done about a result, as plain text and as code scanning shows it. */
const help = {
  text: 'Move what the copies have in common into one place. To keep them, write akin-ignore-duplicate in a comment above the function, or accept all that is there with akin duplicates FOLDER --update-baseline.',
  markdown: `Move what the copies have in common into one place. To keep them:

- write \`akin-ignore-duplicate\` in a comment above the function, or \`akin-ignore-duplicates-file\` in one of the file;
- or accept all that is there with \`akin duplicates FOLDER --update-baseline\`.`,
};

const severities: Readonly<Record<DuplicateKind, 'warning' | 'recommendation'>> = {
  exact: 'warning',
  renamed: 'warning',
  near: 'recommendation',
  alike: 'recommendation',
};

/** How seldom a result is wrong: equal tokens are counted, near copies judged, meaning is guessed. */
const precisions: Readonly<Record<DuplicateKind, 'very-high' | 'high' | 'medium'>> = {
  exact: 'very-high',
  renamed: 'very-high',
  near: 'high',
  alike: 'medium',
};

const descriptions: Readonly<Record<DuplicateKind, string>> = {
  exact: 'The same code but for white space and comments.',
  renamed: 'The same code but for names and literals.',
  near: 'The same code with statements added, removed, changed or moved.',
  alike: 'Code of the same meaning with little text in common.',
};

function resultOf(group: DuplicateGroup, linesOf: DuplicatesReport['linesOf']): object {
  const [first, ...others] = group.members;
  const ruleIndex = duplicateKinds.indexOf(group.kind);
  return {
    ruleId: ruleOf(group.kind),
    ruleIndex,
    level: levels[group.kind],
    message: { text: messageOf(group, others) },
    locations: first === undefined ? [] : [{ physicalLocation: physical(first, linesOf) }],
    relatedLocations: others.slice(0, MAX_RELATED).map((member, index) => ({
      id: index + 1,
      physicalLocation: physical(member, linesOf),
      message: { text: titleOf(member) },
    })),
    // Code scanning reads the first of these alone.
    partialFingerprints: { primaryLocationLineHash: `${group.id}:1`, 'akinDuplicate/v1': group.id },
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

function physical(member: DuplicateMember, linesOf: DuplicatesReport['linesOf']): object {
  const { path, startLine, endLine } = member;
  const uri = path.split('/').map(encodeURIComponent).join('/');
  const last = linesOf(member).at(-1);
  // Columns begin with 1, and the last is the one after the last character; without it, it is the end of the line.
  const region = {
    startLine,
    startColumn: 1,
    endLine,
    ...(last !== undefined && { endColumn: last.length + 1 }),
  };
  return { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region };
}

function ruleOf(kind: DuplicateKind): string {
  return `duplicate/${kind}`;
}
