import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { Commands, ContextKeys, ServerCommands } from '../../../protocol/commands';

const { commands, keybindings, menus } = manifest.contributes;
const ids: string[] = Object.values(Commands);

describe('the commands in package.json', () => {
  it('are those that the protocol declares', () =>
    assert.deepEqual(commands.map(({ command }) => command).sort(), [...ids].sort()));

  it('are all in the category Akin', () =>
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Akin']));

  it('are the only ones that menus and keys name', () => {
    const named = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    assert.deepEqual(
      named.filter((id) => !ids.includes(id)),
      [],
    );
  });

  it('read only context keys that the client sets', () => {
    const clauses = [...Object.values(menus).flat(), ...keybindings].map(({ when }) => when);
    const conditions = [...clauses, ...commands.map(({ enablement }) => enablement ?? '')];
    const read = conditions.flatMap((text) => text.match(/\bakin\.\w+/g) ?? []);
    const set: string[] = Object.values(ContextKeys);
    assert.deepEqual(
      read.filter((key) => !set.includes(key)),
      [],
    );
  });
});

describe('the commands of the server', () => {
  const page = readFileSync(join(__dirname, '../../../docs/protocol.md'), 'utf8');

  it('are those that docs/protocol.md describes', () => {
    const described = new Set(page.match(/(?<=`)akin\.server\.\w+(?=`)/g) ?? []);
    assert.deepEqual([...described].sort(), Object.values(ServerCommands).sort());
  });

  it('are no commands of the extension', () =>
    assert.deepEqual(
      Object.values(ServerCommands).filter((id) => ids.includes(id)),
      [],
    ));
});
