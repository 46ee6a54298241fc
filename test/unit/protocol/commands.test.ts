import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';
import texts from '../../../package.nls.json';
import { Commands, ContextKeys, ReportPanelType, ServerCommands, Views } from '../../../protocol/commands';

const {
  commands,
  keybindings,
  languageModelTools: tools,
  menus,
  views,
  viewsContainers,
  viewsWelcome,
} = manifest.contributes;
/** The views by their ids, as the editor shows them. */
const viewNames = Object.fromEntries(
  Object.entries(texts).flatMap(([key, text]) => (key.startsWith('view.') ? [[key.slice(5), text]] : [])),
) as Record<string, string>;
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

  it('read the context keys that the client sets, each of them and no other', () => {
    const clauses = [...Object.values(menus).flat(), ...keybindings, ...viewsWelcome, ...tools];
    const conditions = [...clauses.map(({ when }) => when), ...commands.map(({ enablement }) => enablement)];
    const read = conditions.flatMap(
      (text) =>
        text.replace(/\b(?:view|focusedView|activeWebviewPanelId) == [\w.]+/g, '').match(/\bakin\.\w+/g) ??
        [],
    );
    assert.deepEqual([...new Set(read)].sort(), Object.values(ContextKeys).sort());
  });

  it('name the view of the results as it is called', () => {
    const named = Object.entries(texts).filter(
      ([key, text]) => key.startsWith('command.') && / View$/.test(text),
    );
    assert.deepEqual(
      named.filter(([, text]) => !Object.values(viewNames).some((name) => text.includes(`${name} View`))),
      [],
    );
    assert.ok(named.length > 0);
  });

  it('name only the panel that there is', () => {
    const clauses = Object.values(menus)
      .flat()
      .map(({ when }) => when);
    const panels = clauses.flatMap((text) => text.match(/(?<=activeWebviewPanelId == )[\w.]+/g) ?? []);
    assert.deepEqual([...new Set(panels)], [ReportPanelType]);
  });

  it('have a title each, and say when they can be used', () => {
    for (const { command, title, enablement } of commands) {
      assert.notEqual(title, '', command);
      assert.ok(enablement, command);
    }
  });

  it('have an icon where only that is shown', () => {
    const shownByIcon = [
      ...menus['view/title'].filter(({ group }) => group.startsWith('navigation')),
      ...menus['view/item/context'].filter(({ group }) => group.startsWith('inline')),
    ].map(({ command }) => command);
    const withIcon = new Set(commands.filter((entry) => 'icon' in entry).map(({ command }) => command));
    assert.deepEqual(
      shownByIcon.filter((id) => !withIcon.has(id)),
      [],
    );
  });

  it('can be reached: in the command palette, or by a menu or a key', () => {
    const hidden = menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    const elsewhere = new Set(
      [
        ...Object.entries(menus).flatMap(([menu, items]) => (menu === 'commandPalette' ? [] : items)),
        ...keybindings,
      ].map(({ command }) => command),
    );
    const byRow: string[] = [Commands.previewResult, Commands.openDuplicate];
    assert.deepEqual(
      hidden.filter((id) => !elsewhere.has(id) && !byRow.includes(id)),
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

describe('the views in package.json', () => {
  const declared: string[] = Object.values(Views);

  it('are those that the protocol declares, in the container of Akin', () => {
    assert.deepEqual(
      viewsContainers.activitybar.map(({ id }) => id),
      ['akin'],
    );
    assert.deepEqual(views.akin.map(({ id }) => id).sort(), [...declared].sort());
  });

  it('are the only ones that menus and welcomes name', () => {
    const clauses = Object.values(menus)
      .flat()
      .map(({ when }) => when);
    const named = clauses.flatMap((text) => text.match(/(?<=\bview == )[\w.]+/g) ?? []);
    const welcomed = viewsWelcome.map(({ view }) => view);
    assert.deepEqual(
      [...named, ...welcomed].filter((id) => !declared.includes(id)),
      [],
    );
  });

  it('run only commands that there are from their welcomes', () => {
    const run = Object.values(texts).flatMap((text) => text.match(/(?<=\(command:)[\w.]+/g) ?? []);
    assert.ok(run.length > 0);
    // The editor makes a command for each view that shows it.
    const focusing = declared.map((id) => `${id}.focus`);
    assert.deepEqual(
      run.filter((id) => id.startsWith('akin.') && !ids.includes(id) && !focusing.includes(id)),
      [],
    );
  });
});
