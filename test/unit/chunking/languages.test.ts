import assert from 'node:assert/strict';
import { languageTable } from '../../../server/src/chunking/languageTable';
import { languageOf } from '../../../server/src/chunking/languages';

describe('languageOf', () => {
  const byPath: [path: string, language: string][] = [
    ['src/main.py', 'python'],
    ['a/b.TSX', 'typescriptreact'],
    ['types.d.ts', 'typescript'],
    ['lib/x.mjs', 'javascript'],
    ['Dockerfile', 'dockerfile'],
    ['deploy/Dockerfile.dev', 'dockerfile'],
    ['GNUmakefile', 'makefile'],
    ['Makefile.am', 'makefile'],
    ['Rakefile', 'ruby'],
    ['CMakeLists.txt', 'cmake'],
    ['.bashrc', 'shellscript'],
    ['.env', 'properties'],
    ['.gitignore', 'ignore'],
    ['notes.txt', 'plaintext'],
    ['notes.unknown', 'plaintext'],
    ['noextension', 'plaintext'],
    ['folder.py/data', 'plaintext'],
  ];
  for (const [path, language] of byPath) {
    it(`${path} is ${language}`, () => assert.equal(languageOf(path), language));
  }

  const byFirstLine: [line: string, language: string][] = [
    ['#!/bin/sh', 'shellscript'],
    ['#!/usr/bin/env python3', 'python'],
    ['#!/usr/bin/env -S python3.11 -u', 'python'],
    ['#!/usr/bin/env -S FOO=1 deno run', 'typescript'],
    ['#! /usr/local/bin/ruby2.7 -w', 'ruby'],
    ['\uFEFF#!/usr/bin/node\r\n', 'javascript'],
    ['#!', 'plaintext'],
    ['constructor', 'plaintext'],
  ];
  for (const [line, language] of byFirstLine) {
    it(`${JSON.stringify(line)} is ${language}`, () => assert.equal(languageOf('bin/tool', line), language));
  }

  it('prefers the extension to the first line', () => {
    assert.equal(languageOf('a.py', '#!/bin/sh'), 'python');
  });

  it('tells a C++ header from a C header', () => {
    const guard = '#ifndef A_H\n#define A_H\n#ifdef __cplusplus\nextern "C" {\n#endif\nint size(void);\n';
    assert.equal(languageOf('a.h', guard), 'c');
    assert.equal(languageOf('a.h', 'struct node;\n/* a class of its own */\n'), 'c');
    assert.equal(languageOf('a.h', '#pragma once\nnamespace a {\n}\n'), 'cpp');
    assert.equal(languageOf('a.h', '#include <vector>\nint size();\n'), 'cpp');
    assert.equal(languageOf('a.h', 'class Node : public Base {\npublic:\n};\n'), 'cpp');
  });

  it('has no extension or file name twice', () => {
    for (const key of ['extensions', 'fileNames', 'interpreters'] as const) {
      const all = Object.values(languageTable).flatMap((entry) => entry[key] ?? []);
      assert.deepEqual(
        all.filter((name, index) => all.indexOf(name) !== index),
        [],
      );
    }
  });
});
