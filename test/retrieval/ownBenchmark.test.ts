import assert from 'node:assert/strict';
import { overallShortfall, symbolShortfall, workspaceShortfall } from './floors';
import { type Answer, measure } from './measure';
import { workspaces } from './workspaces';

/** Walking, chunking and embedding some hundred files on two processors that others use too. */
const MEASURE_TIMEOUT_MS = 300_000;

describe('the retrieval benchmark of our own', () => {
  let answers: Answer[] = [];

  before(async function () {
    this.timeout(MEASURE_TIMEOUT_MS);
    answers = await measure(workspaces);
  });

  for (const { name } of workspaces)
    it(`finds what is asked for in ${name}`, () => good(workspaceShortfall(name, answers)));

  it('finds what is asked for in all of them', () => good(overallShortfall(answers)));

  it('puts the file that defines a name first', () => good(symbolShortfall(answers)));
});

function good(shortfall: string | undefined): void {
  assert.ok(shortfall === undefined, shortfall);
}
