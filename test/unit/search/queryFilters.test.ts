import assert from 'node:assert/strict';
import { chunkKinds } from '../../../server/src/chunking/chunk';
import { languagesNamed, readQuery, tokensOf } from '../../../server/src/search/queryFilters';

describe('readQuery', () => {
  it('leaves a question without filters as it stands', () => {
    for (const question of [
      'wait longer after each failed try',
      'std::sort with lang::item and path::join',
      'https://example.org',
      'say "hello',
      'it"s',
      'a:b',
    ]) {
      const read = readQuery(question);
      assert.equal(read.text, question);
      assert.deepEqual([read.filters, read.problems, read.words], [[], [], []]);
    }
  });

  it('takes filters out of the question wherever they stand', () => {
    const read = readQuery(
      'lang:python retry kind:function,class a request -path:test path:src changed: in:open',
    );
    assert.equal(read.text, 'retry a request');
    assert.deepEqual(read.languages, ['python']);
    assert.deepEqual(read.kinds, ['function', 'class']);
    assert.deepEqual(read.include, ['**/*src*', '**/*src*/**']);
    assert.deepEqual(read.exclude, ['**/*test*', '**/*test*/**']);
    assert.equal(read.changed && read.open, true);
    assert.deepEqual(read.filters, [
      'lang:python',
      'kind:function,class',
      '-path:test',
      'path:src',
      'changed:',
      'in:open',
    ]);
    assert.deepEqual(read.problems, []);
  });

  it('keeps quoted words in the question and requires them', () => {
    const read = readQuery('send "exact Words" and "" now');
    assert.equal(read.text, 'send exact Words and  now');
    assert.deepEqual(read.words, ['exact Words']);
  });

  it('takes a quoted value with white space', () =>
    assert.deepEqual(readQuery('path:"my folder"').include, ['**/*my folder*', '**/*my folder*/**']));

  it('takes globs as they are, and a leading slash for the root', () => {
    assert.deepEqual(readQuery('path:src/*.ts').include, ['src/*.ts', '**/src/*.ts']);
    assert.deepEqual(readQuery('path:/src').include, ['src*', 'src*/**']);
    assert.deepEqual(readQuery('path:/src/**').include, ['src/**']);
    assert.deepEqual(readQuery('path:a\\b').include, ['**/*a/b*', '**/*a/b*/**']);
  });

  it('takes a filter that is still typed for nothing', () => {
    for (const typed of ['lang:', 'kind:', 'path:', '-path:', 'in:'])
      assert.deepEqual(readQuery(`x ${typed}`), readQuery('x'));
  });

  for (const [query, filter, message] of [
    ['lang:klingon', 'lang:klingon', /no language “klingon”.*python/],
    ['lang:python,pytho', 'lang:python,pytho', /no language “pytho”; near to it are python/],
    ['kind:thing', 'kind:thing', new RegExp(`no kind “thing”; one of ${chunkKinds.join(', ')}`)],
    ['in:head', 'in:head', /“open” alone.*“head”/],
    ['changed:yesterday', 'changed:yesterday', /takes no value/],
    ['kind:__proto__', 'kind:__proto__', /no kind/],
    ['lang:constructor', 'lang:constructor', /no language/],
  ] as const)
    it(`explains ${query}`, () => {
      const read = readQuery(`word ${query}`);
      assert.equal(read.problems.length, 1);
      assert.equal(read.problems[0]?.filter, filter);
      assert.match(read.problems[0].message, message);
      assert.deepEqual([read.filters, read.text], [[], 'word']);
    });
});

describe('languagesNamed', () => {
  it('knows ids, extensions and other names, in any letter case', () => {
    for (const [name, id] of [
      ['python', 'python'],
      ['py', 'python'],
      ['.py', 'python'],
      ['C++', 'cpp'],
      ['c#', 'csharp'],
      ['golang', 'go'],
      ['bash', 'shellscript'],
      ['txt', 'plaintext'],
      ['tsx', 'typescriptreact'],
    ] as const)
      assert.deepEqual(languagesNamed(name), [id], name);
  });

  it('means the variants of a language too', () =>
    assert.deepEqual(languagesNamed('ts'), ['typescript', 'typescriptreact']));

  it('knows nothing else', () => assert.deepEqual(languagesNamed('nosuch'), []));
});

describe('tokensOf', () => {
  it('splits at white space outside of quotes', () =>
    assert.deepEqual(
      tokensOf('a  "b c" path:"d e" "f').map(({ text, start }) => [text, start]),
      [
        ['a', 0],
        ['"b c"', 3],
        ['path:"d e"', 9],
        ['"f', 20],
      ],
    ));
});
