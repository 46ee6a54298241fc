import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogMessageNotification, MessageType } from 'vscode-languageserver-protocol/node';
import { SearchRequest } from '../../protocol/searchMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, packageRoot } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

/** Code whose comments are in other languages, by the name that it defines. */
const foreign: Record<string, string> = {
  openLift: 'Öffnet die Tür des Fahrstuhls im Erdgeschoss.',
  payrollTax: 'Считает налог на зарплату сотрудника.',
  daysBetween: '计算 两个日期 之间的天数',
  notifyUser: 'يرسل رسالة إلى المستخدم',
  removeAccount: 'उपयोगकर्ता का खाता हटाता है',
  confirmSecret: '비밀번호 확인',
};

/** Questions with a word that stands in the code, and the name that has to come first. */
const answered: [what: string, query: string, symbol: string][] = [
  ['German', 'die Tür vom Fahrstuhl öffnen', 'openLift'],
  ['Russian', 'налог на зарплату', 'payrollTax'],
  ['Chinese', '两个日期', 'daysBetween'],
  ['Arabic', 'رسالة إلى المستخدم', 'notifyUser'],
  ['Hindi', 'खाता हटाता है', 'removeAccount'],
  ['Korean', '비밀번호', 'confirmSecret'],
  ['quotes', `"hash_password" 'salt' „salt“ «salt» \`salt\``, 'hash_password'],
  ['characters of regular expressions', '^(hash_password)+$ [a-z]*? \\b|.{2,}', 'hash_password'],
  ['an emoji among words', '🔑 hash_password 👩‍👩‍👧', 'hash_password'],
  ['a NUL character', 'hash_password\0salt', 'hash_password'],
  [
    'control characters',
    '\u0001hash_password\u001b[31m\u0007\u0085\u2028\u200b\ufeff\u202e',
    'hash_password',
  ],
  ['halves of surrogate pairs', '\ud83d hash_password \udd11\ud83d', 'hash_password'],
  ['SQL', "hash_password'; DROP TABLE chunks; -- OR 1=1 %_", 'hash_password'],
  [
    'a query language of search engines',
    '+hash_password -salt title:x~2 AND (OR NOT) ^4 [a TO b]',
    'hash_password',
  ],
  ['a template', '${hash_password} {{hash_password}} %s %n <script>hash_password</script>', 'hash_password'],
  ['100,000 characters', `hash_password ${'salt '.repeat(20_000)}`, 'hash_password'],
  ['line breaks of all kinds', 'hash_password\r\nsalt\rsalt\n\n\tsalt', 'hash_password'],
];

/** Questions of which nothing is expected but an answer. */
const survived: [what: string, query: string][] = [
  ['one character', 'x'],
  ['one character of another script', '日'],
  ['Japanese without spaces', 'パスワードを確認する関数はどこですか'],
  ['text from right to left with marks', '\u202eأَلْعَرَبِيَّة\u202c'],
  ['letters with hundreds of accents', `p${'\u0301'.repeat(500)}assword`],
  ['stop words alone', 'how is it'],
  ['every stop word twice', 'where is the code that does it and where is the code that does it'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['names of Object.prototype', 'toString hasOwnProperty valueOf __defineGetter__ __proto__.constructor'],
  ['a regular expression that backtracks', '(a+)+$ (x*)*y aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'],
  ['a glob', '**/*.{ts,tsx}'],
  ['a glob of a folder', 'src/**/[!a]?.ts'],
  ['a path', 'src/settings.ts'],
  ['a path of Windows', 'C:\\Users\\me\\settings.ts'],
  ['a path upwards', '../../../../etc/passwd'],
  ['an address', 'https://example.org/?q=%00%ff#a'],
  ['a number', '100000'],
  ['a number that is none', 'NaN Infinity -0 1e999 0x'],
  ['null as text', 'null undefined true {}'],
  ['100,000 characters without a space', 'p'.repeat(100_000)],
  ['100,000 different words', Array.from({ length: 100_000 }, (_, i) => `w${i}`).join(' ')],
  ['100,000 letters in changing case', 'pP'.repeat(50_000)],
  ['100,000 dots between names', 'a.'.repeat(50_000)],
  ['100,000 slashes between names', 'a/'.repeat(50_000)],
  ['a page of pasted code', readFileSync(join(packageRoot, 'test/server/languageServerProcess.ts'), 'utf8')],
];

/** There is nothing to look for in these. */
const empty: [what: string, query: string][] = [
  ['nothing', ''],
  ['white space', ' \t\r\n\u00a0\u2003 '],
  ['punctuation', '?!(){}[]*.+^|\\"\'`~@#%&-=<>,;:/'],
  ['punctuation of other scripts', '。、？！«»„“…—¿؟।'],
  ['an emoji', '🔑'],
  ['emoji that are joined', '👩‍👩‍👧🏳️‍🌈'],
  ['a NUL character', '\0'],
  ['control characters', '\u0001\u0007\u001b\u007f\u0085\ufeff\u200b'],
  ['half a surrogate pair', '\ud83d'],
  ['100,000 characters of punctuation', '(*'.repeat(50_000)],
];

describe('server: odd questions', () => {
  const scratch = new ScratchFolder();
  let project = '';
  before(() => {
    project = writeSampleProject(scratch);
    for (const [name, comment] of Object.entries(foreign))
      scratch.write(`project/foreign/${name}.ts`, `/** ${comment} */\nexport function ${name}(): void {}\n`);
  });
  after(() => scratch.remove());

  const start = (settings: object): Promise<LanguageServerProcess> =>
    LanguageServerProcess.start({ folders: [project], storagePath: scratch.at('storage'), settings });

  const atRest = ['ready', 'degraded', 'error'];

  describe('without a model', () => {
    areAnswered(async () => {
      const server = await start({ model: scratch.at('nowhere') });
      const { state } = await server.until((status) => atRest.includes(status.state));
      assert.equal(state, 'degraded');
      return [server];
    });
  });

  describe('with the built-in model', () => {
    areAnswered(async () => {
      const server = await start({});
      await server.untilReady();
      return [server];
    });
  });

  // It does not keep the chunks in memory, but asks the store.
  describe('in a window that reads what another one indexes', () => {
    areAnswered(async () => {
      const first = await start({});
      await first.untilReady();
      const second = await start({});
      const { message } = await second.untilReady();
      assert.match(message ?? '', /Another window/);
      return [second, first];
    });
  });
});

/** @param start starts servers, of which the first is asked */
function areAnswered(start: () => Promise<[LanguageServerProcess, ...LanguageServerProcess[]]>): void {
  let servers: LanguageServerProcess[] = [];
  let server: LanguageServerProcess;
  /** What the server logged as a warning or an error: an answer may hide that half of it failed. */
  const complaints: string[] = [];

  before(async () => {
    const started = await start();
    servers = started;
    [server] = started;
    server.connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type <= MessageType.Warning) complaints.push(message);
    });
  });
  after(async () => {
    for (const each of servers) await each.stop();
  });

  /** The names of the hits of an answer that has everything it should have. */
  async function namesFor(query: string): Promise<(string | undefined)[]> {
    const { hits, partial } = await server.send(SearchRequest, { query, limit: 10 });
    assert.equal(partial, false);
    hits.forEach(({ score, reasons, matches, preview, range }, i) => {
      assert.ok(Number.isFinite(score) && score <= (hits[i - 1]?.score ?? score), String(score));
      assert.ok(reasons.length > 0 && reasons.every((reason) => reason !== ''));
      assert.ok(preview !== '');
      for (const { start: from, end } of matches) {
        assert.ok(from.line >= range.start.line && end.line <= range.end.line);
        assert.ok(from.line === end.line && from.character < end.character);
      }
    });
    assert.deepEqual(complaints, []);
    assert.deepEqual(server.shown, []);
    return hits.map(({ symbol }) => symbol);
  }

  for (const [what, query, symbol] of answered)
    it(`finds by ${what}`, async () => {
      const names = await namesFor(query);
      assert.equal(names[0], symbol, names.join(', '));
    });

  for (const [what, query] of survived)
    it(`answers ${what}`, async () => {
      await namesFor(query);
    });

  for (const [what, query] of empty)
    it(`answers nothing to ${what}`, async () => assert.deepEqual(await namesFor(query), []));

  it('answers all of them at once, and an even one after them', async () => {
    const queries = [
      ...answered.map(([, query]) => query),
      ...[...survived, ...empty].map(([, query]) => query),
    ];
    await Promise.all(queries.map(namesFor));
    assert.equal((await namesFor('hash of a password'))[0], 'hash_password');
  });
}
