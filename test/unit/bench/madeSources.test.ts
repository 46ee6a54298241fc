import assert from 'node:assert/strict';
import { Chance } from '../../bench/query/chance';
import { questionsAbout, wordsOf } from '../../bench/query/questions';
import { reword } from '../../bench/query/rewording';
import { ScratchFolder } from '../scratchFolder';

const words = ['socket', 'invoice', 'matrix', 'kernel', 'balloon'];
const file = {
  path: 'billing/readAccount.ts',
  language: 'typescript',
  text: 'export function readAccount(account: Account): string {\n  return ACCOUNT_NAMES[account.name];\n}\n',
};

describe('source files that are made', () => {
  it('keep the syntax and the case of words', () => {
    const { text } = reword(file, words, new Chance(1));
    const shape =
      /^export function [a-z]+[A-Z][a-z]+\([a-z]+: [A-Z][a-z]+\): string \{\n {2}return [A-Z]+_[A-Z]+\[[a-z]+\.[a-z]+\];\n\}\n$/;
    assert.match(text, shape);
  });

  it('have the same word for the same word', () => {
    const { text } = reword(file, words, new Chance(1));
    const [, parameter = '', type = ''] = /\((\w+): (\w+)\)/.exec(text) ?? [];
    assert.equal(type.toLowerCase(), parameter);
    assert.ok(text.includes(`${parameter.toUpperCase()}_`));
  });

  it('are the same for the same seed and differ for another', () => {
    const made = (seed: number): string => reword(file, words, new Chance(seed)).text;
    assert.equal(made(3), made(3));
    assert.ok(new Set([1, 2, 3, 4, 5].map(made)).size > 1);
  });

  it('keep the ending of the path', () => {
    assert.match(reword(file, words, new Chance(1)).path, /^[a-z]+\/[a-z]+[A-Z][a-z]+\.ts$/);
  });
});

describe('questions about a folder', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  it('are as many as asked for and all different', () => {
    scratch.write('code/a.ts', file.text);
    scratch.write('code/b.py', 'def verify_password(user_name):\n    return hash_password(user_name)\n');
    const questions = questionsAbout(scratch.at('code'), 12, new Chance(1));
    assert.equal(new Set(questions).size, 12);
    assert.ok(questions.includes('verify_password') || questions.some((text) => text.includes('password')));
  });

  it('are refused when there are too few names', () => {
    scratch.write('bare/a.ts', 'let x = 1;\n');
    assert.throws(() => questionsAbout(scratch.at('bare'), 3, new Chance(1)), { name: 'BadInput' });
  });

  it('have the words of names', () => {
    assert.equal(wordsOf('loadUser_settings'), 'load user settings');
  });
});
