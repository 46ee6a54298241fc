import assert from 'node:assert/strict';
import type { DuplicateMember } from '../../../../server/src/duplicates/duplicateGroup';
import {
  type DocumentLines,
  ignoreFileEdit,
  ignoreFunctionEdit,
} from '../../../../server/src/lsp/duplicates/ignoreEdits';
import { placeGroup } from '../../../../server/src/lsp/duplicates/placeCopies';
import { languageTable } from '../../../../server/src/chunking/languageTable';
import { commentSyntax } from '../../../../server/src/lsp/duplicates/commentSyntax';
import { group, member, nothingOpen } from './sampleGroups';

const document = (text: string, lineEnd = '\n'): DocumentLines => ({ lines: text.split('\n'), lineEnd });

function functionEdit(text: string, given: Partial<DuplicateMember>): ReturnType<typeof ignoreFunctionEdit> {
  const [copy] =
    placeGroup(group([member('a', 1, { nameLine: 2, ...given }), member('b', 1)]), nothingOpen)?.copies ?? [];
  assert.ok(copy !== undefined);
  return ignoreFunctionEdit(copy, document(text));
}

describe('the comment that ignores a duplicate', () => {
  const cases: [language: string, line: string, expected: string][] = [
    ['typescript', '  total() {', '  // akin-ignore-duplicate\n'],
    ['python', '\tdef total(self):', '\t# akin-ignore-duplicate\n'],
    ['lua', 'function total()', '-- akin-ignore-duplicate\n'],
    ['css', '.total {', '/* akin-ignore-duplicate */\n'],
    ['html', '<p>', '<!-- akin-ignore-duplicate -->\n'],
  ];
  for (const [language, line, newText] of cases)
    it(`is written as ${language} does, as far in as the function`, () =>
      assert.deepEqual(functionEdit(`first\n${line}`, { language }), {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
        newText,
      }));

  it('is none where the language has no comments', () =>
    assert.equal(functionEdit('{\n}', { language: 'json' }), undefined));
});

describe('the comment that ignores a file', () => {
  const lineOf = (language: string, text: string): number | undefined =>
    ignoreFileEdit(language, document(text))?.range.start.line;

  it('stands at the top', () => assert.equal(lineOf('typescript', 'import a;'), 0));

  for (const [language, text, line] of [
    ['python', '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nimport os', 2],
    ['php', '<?php\nnamespace A;', 1],
    ['xml', '<?xml version="1.0"?>\n<a/>', 1],
    ['html', '<!DOCTYPE html>\n<html>', 1],
    ['shellscript', '#!/bin/sh', 1],
  ] as const)
    it(`stands below what ${language} wants first`, () => assert.equal(lineOf(language, text), line));

  it('ends its line as the document does', () =>
    assert.equal(
      ignoreFileEdit('go', document('package a', '\r\n'))?.newText,
      '// akin-ignore-duplicates-file\r\n',
    ));
});

describe('the comments of languages', () => {
  it('are known for every language that is chunked by its syntax', () => {
    const without = Object.keys(languageTable).filter(
      (id) => languageTable[id]?.syntax !== undefined && commentSyntax(id) === undefined,
    );
    assert.deepEqual(without, []);
  });

  it('are unknown for those that have none', () => {
    const without = Object.keys(languageTable).filter((id) => commentSyntax(id) === undefined);
    assert.deepEqual(without.sort(), ['asciidoc', 'cobol', 'diff', 'json', 'jsonl', 'org', 'plaintext']);
  });
});
