import assert from 'node:assert/strict';
import { syntaxLanguages } from '../../../../server/src/chunking/languages';
import { lexerOf, TokenKind, type TokenStream, wordHash } from '../../../../server/src/chunking/tokens/lexer';

function read(language: string, text: string): TokenStream {
  const lexer = lexerOf(language);
  assert.ok(lexer !== undefined, language);
  return lexer.read(text);
}

/** One letter a token: keyword, name, number, text, and signs as they are. */
function shape(language: string, text: string): string {
  const { kinds, hashes } = read(language, text);
  const letters: Record<number, string> = {
    [TokenKind.keyword]: 'k',
    [TokenKind.identifier]: 'i',
    [TokenKind.number]: 'n',
    [TokenKind.string]: 's',
  };
  return Array.from(kinds, (kind, i) => letters[kind] ?? String.fromCharCode(hashes[i] ?? 0)).join('');
}

describe('Lexer', () => {
  it('has a lexer for every language that is chunked by its syntax, and for no other', () => {
    for (const language of syntaxLanguages) assert.ok(lexerOf(language), language);
    assert.equal(lexerOf('markdown'), undefined);
    assert.equal(lexerOf('constructor'), undefined);
  });

  const cases: [language: string, text: string, expected: string][] = [
    ['typescript', 'const a = b.c(1, "x"); // no', 'ki=i.i(n,s);'],
    ['typescript', '/* no\n * no */ f(`a ${b + `c${d}`} e`)', 'i(s)'],
    ['typescript', 'x = a / b / c; y = /[/"]+/g.test(z)', 'i=i/i/i;i=s.i(i)'],
    ['typescript', 'if (/[\'"]/.test(a)) return /b/', 'k(s.i(i))ks'],
    ['python', 'def f(a):\n    """Doc\n    string."""\n    return rb"x" + f\'{a!r}\' # no', 'ki(i):ks+s'],
    ['python', 'x = """a text"""\ny = 1', 'i=si=n'],
    ['python', 'f("""no docs,\nan argument""")', 'i(s)'],
    ['go', 'r := \'a\'; s := `raw \\`; t := "q\\""', 'i:=s;i:=s;i:=s'],
    ['rust', "fn f<'a>(x: &'a str) -> char { '\\'' } /* a /* nested */ b */", "ki<'i>(i:&'ii)->i{s}"],
    ['rust', 'let s = r#"a " b"#; let b = b"x";', 'ki=s;ki=s;'],
    ['java', 'String s = """\n  "text"\n  """; char c = \'"\';', 'ii=s;ki=s;'],
    ['c', '#define A 0x1F\nchar *s = L"a\\"b"; /* c */', '#iink*i=s;'],
    ['cpp', 'auto s = R"x(a)"b)x"; int n = 1000;', 'ki=s;ki=n;'],
    ['csharp', 'var p = @"c:\\"; var q = $"a"; // no', 'ki=s;ki=s;'],
    ['php', '$a = "x"; # no\n$b = <<<EOT\ntext "here"\nEOT;\n#[Attr]', 'i=s;i=s;#[i]'],
    ['ruby', 'a = "x#{b("y")}" # no\nc = <<~TEXT\n  it\'s\nTEXT\nd', 'i=si=si'],
    ['kotlin', 'val s = "a ${b["c"]} d"; val t = """x"y"""', 'ki=s;ki=s'],
    ['swift', 'let s = "a \\(b("c")) d" // no', 'ki=s'],
    ['scala', 'val s = s"$x"; /* a /* b */ c */ def f = 1', 'ki=is;ki=n'],
    ['lua', 'local a = [[x]] -- no\n--[[ no\n no ]] b = "c"', 'ki=si=s'],
    ['shellscript', 'x=${#a} # no\ncat <<EOF\nit\'s\nEOF\necho "a $(b "c")"', 'i=i{#i}isks'],
    ['elixir', '@doc """\nno\n"""\nx = "a#{b}"', '@isi=s'],
    ['haskell', "f' x = x -- no\n{- a {- b -} c -} g = 'c'", "i'i=ii=s"],
    ['zig', 'const a = \\\\raw " text\n; // no', 'ki=s;'],
  ];
  for (const [language, text, expected] of cases)
    it(`reads ${language}: ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.equal(shape(language, text), expected);
    });

  it('ends an unfinished text with its line and an unfinished comment with the file', () => {
    assert.equal(shape('typescript', 'a = "b\nc'), 'i=si');
    assert.equal(shape('typescript', 'a /* b\nc'), 'i');
  });

  it('reads the same of a file with other line ends', () => {
    const text = 'a = `b\nc`;\nd()';
    assert.deepEqual(
      read('typescript', text.replaceAll('\n', '\r\n')).hashes,
      read('typescript', text).hashes,
    );
  });

  it('tells of every comment', () => {
    const seen: string[] = [];
    const text = 'def f():\n  """doc"""\n  # one\n  return 1 # two';
    lexerOf('python')?.read(text, (start, end) => seen.push(text.slice(start, end)));
    assert.deepEqual(seen, ['"""doc"""', '# one', '# two']);
  });

  it('hashes words as others may', () => {
    assert.equal(read('typescript', 'name').hashes[0], wordHash('name'));
  });

  it('takes a second for megabytes of anything', () => {
    for (const piece of ['"', '/*', '`${', "'", '(', '\\', '<<A\n', '/'])
      for (const language of ['typescript', 'ruby', 'rust'])
        assert.ok(read(language, piece.repeat(2_000)).count >= 0);
  });
});
