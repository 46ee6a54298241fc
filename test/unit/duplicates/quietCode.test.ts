import assert from 'node:assert/strict';
import { isWorthTelling, mustBeAlike, neededSimilarity } from '../../../server/src/duplicates/quietCode';
import { total, unitOf } from './codeFolder';

describe('isWorthTelling', () => {
  it('is code with branches, of every kind', () => {
    for (const kind of ['exact', 'renamed', 'near'] as const)
      assert.ok(isWorthTelling(unitOf('a.ts', total), kind), kind);
  });

  // A getter and a call that is passed on are too short at any setting; this one is padded with types.
  it('is no call that is passed on, unless it is the same to the letter', () => {
    const text = `function bulkWrite<Entity>(
      target: EntityTarget<Entity>, operations: Operation<Entity>[], options: Options | undefined,
    ): Promise<Result<Entity>> {
      return this.manager.bulkWrite(target, operations, options);
    }`;
    const unit = unitOf('a.ts', text);
    assert.equal(isWorthTelling(unit, 'renamed'), false);
    assert.equal(isWorthTelling(unit, 'near'), false);
    assert.ok(isWorthTelling(unit, 'exact'));
  });

  it('is no call that is passed on below a long signature', () => {
    const overload = (of: string): string =>
      `  softRemove<T extends Base>(this: { new (): T } & typeof Base, entities: ${of}, options?: SaveOptions): Promise<T[]>;\n`;
    const text = `${overload('T[]')}${overload('T')}  softRemove<T extends Base>(
      this: { new (): T } & typeof Base, entities: T | T[], options?: SaveOptions,
    ) {
      return this.getRepository<T>().softRemove(entities as any, options);
    }`;
    const unit = unitOf('a.ts', text, { kind: 'method' });
    assert.ok(unit.tokens > 100);
    assert.equal(isWorthTelling(unit, 'near'), false);
  });

  const names = ['target', 'limit', 'parser', 'clock', 'log', 'rows'];

  it('is no constructor that keeps its parameters, unless it is the same to the letter', () => {
    const text = `Importer(${names.map((name) => `${name}: Type`).join(', ')}) {
${names.map((name) => `      this.${name} = ${name};`).join('\n')}
    }`;
    const unit = unitOf('a.ts', text, { kind: 'constructor' });
    assert.equal(isWorthTelling(unit, 'near'), false);
    assert.equal(isWorthTelling(unit, 'renamed'), false);
    assert.ok(isWorthTelling(unit, 'exact'));
  });

  it('is no constructor that does little more than that, unless it is the same but for names', () => {
    const text = `Importer(${names.map((name) => `${name}: Type`).join(', ')}) {
      check(target);
${names.map((name) => `      this.${name} = ${name};`).join('\n')}
    }`;
    const unit = unitOf('a.ts', text, { kind: 'constructor' });
    assert.equal(isWorthTelling(unit, 'near'), false);
    assert.ok(isWorthTelling(unit, 'renamed'));
  });

  it('is nothing that a language names and that is short, even when it is the same to the letter', () => {
    const text = `function equals(other: unknown) {
      return this === other || (other instanceof Status && this.code === other.code && same(this.reason, other.reason));
    }`;
    assert.equal(isWorthTelling(unitOf('a.ts', text, { symbol: 'equals' }), 'exact'), false);
    assert.ok(isWorthTelling(unitOf('a.ts', text, { symbol: 'covers' }), 'exact'));
  });

  it('is no list of members without a body', () => {
    const text = `interface Source {\n${'ABCDEFGH'.replaceAll(/./g, '  read$&(from: string, $&: number): Row | undefined;\n')}}`;
    assert.equal(isWorthTelling(unitOf('a.ts', text, { kind: 'interface' }), 'exact'), false);
  });

  it('is no table of data, not even an equal one', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `  ["name ${i}", ${i}, "x", { key${i}: "y" }],`).join(
      '\n',
    );
    const unit = unitOf('a.ts', `const table = [\n${rows}\n];`, { kind: 'block' });
    assert.equal(isWorthTelling(unit, 'exact'), false);
    assert.equal(isWorthTelling(unit, 'near'), false);
  });

  it('is no list of imports or declarations', () => {
    const imports = Array.from({ length: 16 }, (_, i) => `import { part${i} } from "./part${i}";`).join('\n');
    assert.equal(isWorthTelling(unitOf('a.ts', imports, { kind: 'block' }), 'exact'), false);
    const types = Array.from({ length: 16 }, (_, i) => `  part${i}: Map<string, Part${i}>;`).join('\n');
    const unit = unitOf('a.ts', `interface Parts {\n${types}\n}`, { kind: 'interface' });
    assert.equal(isWorthTelling(unit, 'renamed'), false);
  });

  it('is no table that is written as a switch, unless it is the same to the letter', () => {
    const table = (result: (name: string) => string): string =>
      `function sizeOf(kind: Kind): number {\n  switch (kind) {\n${Array.from('ABCDEFGHIJ', (name) => `    case Kind.${name}:\n      return ${result(name)};\n`).join('')}  }\n}`;
    const unit = unitOf(
      'a.ts',
      table((name) => `Size.${name}`),
    );
    assert.equal(isWorthTelling(unit, 'near'), false);
    assert.equal(isWorthTelling(unit, 'renamed'), false);
    assert.ok(isWorthTelling(unit, 'exact'));
    const working = unitOf(
      'a.ts',
      table((name) => `read(this.${name}, size(kind))`),
    );
    assert.ok(isWorthTelling(working, 'near'));
  });

  it('is no head of a type, unless it is the same to the letter', () => {
    const text = `class Session {\n${Array.from('ABCDEFGH', (name) => `  private ${name}: Map<string, ${name}> = new Map();`).join('\n')}\n  private id = make();`;
    const unit = unitOf('a.ts', text, { kind: 'class' });
    assert.equal(isWorthTelling(unit, 'near'), false);
    assert.equal(isWorthTelling(unit, 'renamed'), false);
    assert.ok(isWorthTelling(unit, 'exact'));
  });

  it('is no code that does one thing over and over', () => {
    const text = `function register() {\n${'  if (on) add(it);\n'.repeat(30)}}`;
    assert.equal(isWorthTelling(unitOf('a.ts', text), 'exact'), false);
  });

  it('is no code that a tool has put on one line', () => {
    assert.equal(
      isWorthTelling(unitOf('a.js', total.replaceAll('\n', ' '), { language: 'javascript' }), 'exact'),
      false,
    );
  });
});

describe('mustBeAlike', () => {
  const one =
    'function load(a: string): Promise<Row[]> { if (a === "") return none(); return this.rows(a, this.limit, read(a), [a], one(a)); }';
  const other = one.replace('a: string', 'a: URL').replace('this.limit', 'this.limit()');

  it('holds for short functions of one name: overloads and implementations of one contract', () => {
    assert.ok(mustBeAlike(unitOf('a.ts', one), unitOf('b.ts', other), 0.9));
  });

  it('does not hold for other names, for equal code, for what is nearly the same and for long functions', () => {
    assert.equal(mustBeAlike(unitOf('a.ts', one), unitOf('b.ts', other.replace('load', 'get')), 0.9), false);
    assert.equal(mustBeAlike(unitOf('a.ts', one), unitOf('b.ts', one), 1), false);
    assert.equal(mustBeAlike(unitOf('a.ts', one), unitOf('b.ts', other), 0.97), false);
    const longer = total.replace('audit', 'check');
    assert.equal(mustBeAlike(unitOf('a.ts', total), unitOf('b.ts', longer), 0.9), false);
  });

  it('holds for variants of one interface in one file while they are short', () => {
    const get = (name: string, more = ''): string =>
      `async function ${name}(filter: Filter, update: Update, options?: Options): Promise<Row> {${more}\n return this.rows(name).${name}(filter, update, options ?? {});\n}`;
    const variant = (path: string, name: string, more?: string) =>
      unitOf(path, get(name, more), { symbol: name });
    assert.ok(mustBeAlike(variant('a.ts', 'findOne'), variant('a.ts', 'findAll', ' check();'), 0.95));
    assert.equal(
      mustBeAlike(variant('a.ts', 'findOne'), variant('b.ts', 'findAll', ' check();'), 0.95),
      false,
    );
    const branches = ' if (a) b(); for (const c of d) if (c) e();';
    assert.equal(
      mustBeAlike(variant('a.ts', 'findOne', branches), variant('a.ts', 'findAll', `${branches} x();`), 0.95),
      false,
    );
  });

  it('holds for short overloads of one type that branch', () => {
    const get = (type: string, more = ''): string =>
      `function at(place: ${type}): Row { const rows = this.rowsOf(place); if (rows.length === 0) { for (const each of this.all) if (each.has(place)) return each; }${more} return rows[0]; }`;
    const overload = (container: string, type: string, more?: string) =>
      unitOf('a.ts', get(type, more), { symbol: 'at', container });
    assert.ok(mustBeAlike(overload('Table', 'string'), overload('Table', 'URL', ' check();'), 0.97));
    assert.equal(mustBeAlike(overload('Table', 'string'), overload('View', 'URL', ' check();'), 0.97), false);
  });

  it('holds for what makes a package of Go ready, however long, and not for methods of that name', () => {
    const start = (name: string): string =>
      `func init() {\n${Array.from('ABCDEFGHIJ', (each) => `  register(New${each}, "${name}", options(${each}, at[${each}], "${each}"))\n`).join('')}}`;
    const unit = (path: string, name: string, more: object = {}) =>
      unitOf(path, start(name), { language: 'go', symbol: 'init', ...more });
    assert.ok(mustBeAlike(unit('a.go', 'a'), unit('b.go', 'b'), 0.99));
    const method = { kind: 'method', container: 'Config' };
    assert.equal(mustBeAlike(unit('a.go', 'a', method), unit('b.go', 'b', method), 0.99), false);
  });

  it('does not hold for a copy that has all names in common', () => {
    assert.ok(mustBeAlike(unitOf('a.ts', one), unitOf('b.ts', other), 0.9, 0.9));
    assert.equal(mustBeAlike(unitOf('a.ts', one), unitOf('b.ts', other), 0.9, 1), false);
  });

  it('holds for what a language names: equality, hashes, texts', () => {
    const equals = (type: string): string =>
      `function equals(other: unknown) { if (!(other instanceof ${type})) return false; for (const key of keys(this)) if (this[key] !== other[key]) return false; return true; }`;
    assert.ok(mustBeAlike(unitOf('a.ts', equals('A')), unitOf('b.ts', equals('B')), 0.99));
  });
});

describe('neededSimilarity', () => {
  it('asks more of short code', () => {
    assert.equal(neededSimilarity(200, 0.82, 0.86), 0.82);
    assert.ok(Math.abs(neededSimilarity(50, 0.82, 0.86) - 0.935) < 1e-9);
    assert.ok(Math.abs(neededSimilarity(85, 0.82, 0.86) - 0.84875) < 1e-9);
    assert.ok(neededSimilarity(110, 0.82, 0.86) > 0.82);
    assert.equal(neededSimilarity(30, 0.99, 0.86), 1);
  });

  it('asks less where names are the same and more where few fit, up to a limit', () => {
    assert.ok(neededSimilarity(60, 0.82, 1) < neededSimilarity(60, 0.82, 0.86));
    assert.ok(neededSimilarity(60, 0.82, 0.7) > neededSimilarity(60, 0.82, 0.86));
    assert.ok(neededSimilarity(50, 0.82, 1) > 0.82);
    assert.ok(Math.abs(neededSimilarity(50, 0.82, 0) - 0.96) < 1e-9);
    assert.equal(neededSimilarity(200, 0.82, 0), 0.82);
  });
});
