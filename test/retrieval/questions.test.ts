import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScratchFolder } from '../unit/scratchFolder';
import { readQuestions } from './questions';
import { workspaces } from './workspaces';

/** Fewer say little of a change that helps one question in a hundred. */
const MIN_QUESTIONS = 80;

/** Bounds of what is generated: enough that much looks alike, little enough to index in seconds. */
const GENERATED_FILES = { from: 50, to: 80 };

describe('the questions of the retrieval benchmark', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  for (const { name, questions, make } of workspaces) {
    describe(name, () => {
      before(() => make(scratch.at(name)));

      it('are answered by files that are there', () => {
        const paths = readQuestions(questions).flatMap(({ relevant, secondary }) => [
          ...relevant,
          ...secondary,
        ]);
        assert.deepEqual(
          paths.filter((path) => !existsSync(scratch.at(join(name, path)))),
          [],
        );
      });

      it('name no file twice', () => {
        for (const { query, relevant, secondary } of readQuestions(questions)) {
          const paths = [...relevant, ...secondary];
          assert.equal(new Set(paths).size, paths.length, query);
        }
      });

      it('are asked once', () => {
        const queries = readQuestions(questions).map(({ query }) => query);
        assert.deepEqual(
          queries.filter((query, index) => queries.indexOf(query) !== index),
          [],
        );
      });
    });
  }

  it('are many', () => {
    const count = workspaces.flatMap(({ questions }) => readQuestions(questions)).length;
    assert.ok(count >= MIN_QUESTIONS, String(count));
  });

  it('belong to a workspace each', () =>
    assert.deepEqual(
      readdirSync(join(__dirname, 'questions')).sort(),
      workspaces.map(({ name }) => `${name}.tsv`).sort(),
    ));

  it('are refused when a column is missing', () => {
    const file = scratch.write('short.tsv', 'symbol\tname\tpath\n');
    assert.throws(() => readQuestions(file), /row 1 is no question/);
  });
});

describe('the generated workspaces', () => {
  const scratch = new ScratchFolder();
  after(() => scratch.remove());

  for (const name of ['hospital', 'logistics']) {
    it(`${name} is the same every time and neither small nor large`, () => {
      const made = ['first', 'second'].map((time) => {
        const folder = scratch.at(join(time, name));
        workspaces.find((workspace) => workspace.name === name)?.make(folder);
        return textsBelow(folder);
      });
      assert.deepEqual(made[0], made[1]);
      const count = made[0]?.size ?? 0;
      assert.ok(count >= GENERATED_FILES.from && count <= GENERATED_FILES.to, String(count));
    });
  }
});

function textsBelow(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.sort().map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')]));
}
