/** Reserved words, which say what code does rather than what it is about. Names of built-in types are no keywords. */
const words = (list: string): readonly string[] => list.split(/\s+/);

const C = words(
  'auto break case char const continue default do double else enum extern float for goto if inline int long register return short signed sizeof static struct switch typedef union unsigned void volatile while',
);

const JAVASCRIPT = words(
  'async await break case catch class const continue debugger default delete do else export extends false finally for from function get if import in instanceof let new null of return set static super switch this throw true try typeof undefined var void while with yield',
);

const TYPESCRIPT = [
  ...JAVASCRIPT,
  ...words(
    'abstract any as asserts bigint boolean declare enum implements infer interface is keyof module namespace never number object override private protected public readonly satisfies string symbol type unknown unique',
  ),
];

/** The keywords of each language that is chunked by its syntax, by its VS Code id. */
export const keywordsByLanguage: Readonly<Record<string, readonly string[]>> = {
  python: words(
    'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return self cls super try while with yield',
  ),
  javascript: JAVASCRIPT,
  javascriptreact: JAVASCRIPT,
  typescript: TYPESCRIPT,
  typescriptreact: TYPESCRIPT,
  go: words(
    'break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return select struct switch true type var',
  ),
  rust: words(
    'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while',
  ),
  java: words(
    'abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for goto if implements import instanceof int interface long native new null package private protected public record return short static strictfp super switch synchronized this throw throws transient true try var void volatile while yield',
  ),
  c: [...C, ...words('_Bool bool false true NULL restrict')],
  cpp: [
    ...C,
    ...words(
      'alignas alignof and bool catch class co_await co_return co_yield concept const_cast consteval constexpr constinit decltype delete dynamic_cast explicit export false final friend mutable namespace new noexcept not nullptr operator or override private protected public reinterpret_cast requires static_assert static_cast template this thread_local throw true try typeid typename using virtual',
    ),
  ],
  csharp: words(
    'abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach get goto if implicit in init int interface internal is lock long nameof namespace new null object operator out override params private protected public readonly record ref return sbyte sealed set short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using value var virtual void volatile when where while yield',
  ),
  php: words(
    'abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile extends false final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new null or parent print private protected public readonly require require_once return self static switch this throw trait true try unset use var while xor yield',
  ),
  ruby: words(
    'BEGIN END alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield raise',
  ),
  kotlin: words(
    'abstract as break by catch class companion const constructor continue data do else enum false final finally for fun get if import in init inline inner interface internal is it lateinit null object open operator out override package private protected public return sealed set super suspend this throw true try typealias val var vararg when where while',
  ),
  swift: words(
    'actor as associatedtype async await break case catch class continue default defer deinit didSet do else enum extension fallthrough false fileprivate final for func get guard if import in indirect init inout internal is lazy let mutating nil open operator override private protocol public repeat required rethrows return self Self set some static struct subscript super switch throw throws true try typealias var weak where while willSet',
  ),
  scala: words(
    'abstract case catch class def do else enum export extends false final finally for forSome given if implicit import lazy match new null object override package private protected return sealed super then this throw trait true try type using val var while with yield',
  ),
  lua: words(
    'and break do else elseif end false for function goto if in local nil not or repeat return self then true until while',
  ),
  shellscript: words(
    'case do done echo elif else esac exit export fi for function if in local readonly return select set shift then until while',
  ),
  elixir: words(
    'after alias and case catch cond def defmacro defmacrop defmodule defp defstruct do else end false fn for if import in nil not or quote raise receive require rescue true try unless unquote use when with',
  ),
  haskell: words(
    'case class data default deriving do else foreign if import in infix infixl infixr instance let module newtype of otherwise qualified then type where',
  ),
  zig: words(
    'and anyerror anytype asm async await break catch comptime const continue defer else enum errdefer error export extern false fn for if inline noalias null or orelse packed pub resume return struct suspend switch test true try undefined union unreachable usingnamespace var void volatile while',
  ),
};

/** The keywords that branch, repeat, fail or leave: what a function without any of them does is a list of steps. */
export const controlWords: readonly string[] = words(
  'assert await break case catch cond continue defer do elif else elseif elsif except finally for foreach guard if loop match raise receive rescue retry select switch then throw try unless until when while with yield',
);
