import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoTokenizer, env } from '@huggingface/transformers';
import { type TokenizerFile, WordPiece } from '../../../server/src/embedding/wordPiece';
import { tinyTokenizer } from './tinyStaticModel';

const root = process.cwd();
const name = 'akin-static-v2';

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

const long = (part: string, count: number): string => part.repeat(count);

/** What source rarely holds, and what a text that was cut off in the middle of something may. */
const ODD = [
  '',
  ' \t\r\n',
  'café Café CAFÉ naïveÜber Ångström',
  'cafe\u0301Bar e\u0301\u0302\u0323 \u0301alone x\u0338y',
  'İstanbul ıI ΟΔΥΣΣΕΥΣ Σ ΑΣ_Β straße ẞ ﬁnal',
  '😀 smile😀face 👩‍👩‍👧‍👦 ❤️ flag🇫🇷s',
  '漢字かな交じり文 中文测试 한국어 각 日本語identifier',
  'हिन्दी की किताब தமிழ் ภาษาไทย עִבְרִית العَرَبِيَّة',
  '_leading __dunder__ trailing_ a_b__c $ $dollar a$b$_c',
  'camelCase PascalCase HTTPServer parseURLs userIDs XMLHttpRequest2 iOS eBay',
  'SHA256 utf8 x86_64 3d 2D 0xFF 1e10 v1.2.3 base64url',
  'Ⅳ ½ ² ① ٣ ४ ଵ 𝟙 𝔘𝔫𝔦 x²y',
  'a\u0000b c\u200bd e\u200df \ufeffbom \u00adsoft\u00adhyphen no\u00a0break line\u2028end',
  '\ud800 lone\ud83d high low\ude00 \udfffend',
  'Å Ω K ∕ ≠ ≮ 〈 豈',
  `${long('a', 40)} ${long('b', 41)} ${long('é', 41)} ${long('漢', 40)} ${long('😀', 50)}`,
  `${long('x', 5_000)} ${long('aB', 3_000)} ${long('zq_', 2_000)}`,
  `${long('0123456789abcdef', 200)} ${long('\u0301', 300)}e`,
  '#include <stdio.h> // don\'t "quote" `tick` @decorator #[derive(Debug)] ::<>() => != && ||',
  'Ǆ ǅ ǆ ᾳ Ἀ ŉ ΐ \u0345',
];

describe('WordPiece', () => {
  let reference: Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
  let wordPiece: WordPiece;
  let vocabularySize = 0;
  before(async () => {
    env.allowRemoteModels = false;
    env.localModelPath = join(root, 'models');
    reference = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
    const file = readJson(`models/${name}/tokenizer.json`) as TokenizerFile;
    vocabularySize = Object.keys(file.model?.vocab ?? {}).length;
    const read = WordPiece.read(file);
    assert.ok(read !== undefined);
    wordPiece = read;
  });
  const encode = (text: string): number[] => wordPiece.encode(text, Infinity);
  const assertAsReference = (text: string): void =>
    assert.deepEqual(encode(text), reference.encode(text, { add_special_tokens: false }), text.slice(0, 80));

  it('cuts text into the ids of the training', () => {
    const samples = readJson('test/unit/training/tokenizerSamples.json') as { text: string; ids: number[] }[];
    assert.ok(samples.length >= 300);
    for (const { text, ids } of samples) assert.deepEqual(encode(text), ids, text);
  });

  it('cuts odd text as the reference implementation does, also from its cache', () => {
    for (const text of [...ODD, ...ODD]) assertAsReference(text);
  });

  it('cuts every character of the first plane as the reference implementation does', () => {
    for (let from = 0; from < 0x10000; from += 64) {
      const codes = Array.from({ length: 64 }, (_, i) => from + i);
      assertAsReference(codes.map((code) => `a${String.fromCharCode(code)}B `).join(''));
    }
  });

  it('takes the name of a special token for a word, as the training does', () => {
    assert.deepEqual(encode('[CLS] [PAD]'), encode('cls pad'));
    assert.notDeepEqual(encode('[CLS]'), []);
  });

  it('ends at the limit, within a word too', () => {
    const text = 'parseHTTPResponse of the serverUrl';
    const ids = encode(text);
    for (let limit = 0; limit <= ids.length; limit++)
      assert.deepEqual(wordPiece.encode(text, limit), ids.slice(0, limit));
  });

  it('answers the same once its cache has started anew', () => {
    const before = encode('readConfigFile parseHTTPResponse');
    encode(Array.from({ length: 100_001 }, (_, i) => `w${i}`).join(' '));
    assert.deepEqual(encode('readConfigFile parseHTTPResponse'), before);
  });

  it('tells the largest id', () => {
    assert.equal(wordPiece.largestId, vocabularySize - 1);
  });

  const otherForms: [what: string, change: (file: Required<TokenizerFile>) => unknown][] = [
    ['no object', () => null],
    ['empty', () => ({})],
    ['of another model', (file) => ({ ...file, model: { ...file.model, type: 'BPE' } })],
    ['of another pre-tokenizer', (file) => ({ ...file, pre_tokenizer: { type: 'Whitespace' } })],
    ['without a normalizer', (file) => ({ ...file, normalizer: null })],
    [
      'of fewer steps',
      (file) => ({ ...file, normalizer: { normalizers: file.normalizer?.normalizers?.slice(1) } }),
    ],
    ['that keeps hyphens', (file) => withStep(file, { pattern: { Regex: '[^\\p{L}\\p{N}-]+' } })],
    ['that replaces by nothing', (file) => withStep(file, { content: '' })],
    ['without a vocabulary', (file) => ({ ...file, model: { ...file.model, vocab: undefined } })],
    ['without an unknown token', (file) => ({ ...file, model: { ...file.model, unk_token: '<unk>' } })],
    [
      'with an id that is no row',
      (file) => ({ ...file, model: { ...file.model, vocab: { ...file.model.vocab, odd: -1 } } }),
    ],
  ];
  for (const [what, change] of otherForms)
    it(`leaves a tokenizer ${what} to others`, () => {
      assert.ok(WordPiece.read(tinyTokenizer()) !== undefined);
      assert.equal(WordPiece.read(change(tinyTokenizer()) as TokenizerFile), undefined);
    });
});

function withStep(file: Required<TokenizerFile>, change: object): TokenizerFile {
  const steps = file.normalizer?.normalizers ?? [];
  const normalizers = steps.map((step) => (step.type === 'Replace' ? { ...step, ...change } : step));
  return { ...file, normalizer: { normalizers } };
}
