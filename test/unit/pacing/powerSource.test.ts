import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { PowerSource } from '../../../server/src/pacing/powerSource';
import { ScratchFolder } from '../scratchFolder';
import { ManualClock } from './manualClock';

type Supplies = Record<string, Record<string, string>>;

describe('the power source on Linux', () => {
  let scratch: ScratchFolder;
  beforeEach(() => {
    scratch = new ScratchFolder();
  });
  afterEach(() => scratch.remove());

  async function powerWith(supplies: Supplies): Promise<string> {
    for (const [name, files] of Object.entries(supplies)) {
      mkdirSync(scratch.at(name));
      for (const [file, text] of Object.entries(files))
        writeFileSync(scratch.at(`${name}/${file}`), `${text}\n`);
    }
    const source = new PowerSource({ platform: 'linux', suppliesFolder: scratch.path });
    await source.refresh();
    return source.current();
  }

  const cases: [what: string, supplies: Supplies, power: string][] = [
    [
      'a laptop that is plugged in',
      { AC: { type: 'Mains', online: '1' }, BAT0: { type: 'Battery', status: 'Charging' } },
      'mains',
    ],
    [
      'a laptop on its battery',
      { AC: { type: 'Mains', online: '0' }, BAT0: { type: 'Battery', status: 'Discharging' } },
      'battery',
    ],
    [
      'a laptop that is charged over USB',
      { usb: { type: 'USB', online: '1' }, BAT0: { type: 'Battery', status: 'Discharging' } },
      'mains',
    ],
    ['a battery without an adapter', { BAT0: { type: 'Battery', status: 'Discharging' } }, 'battery'],
    ['a full battery', { BAT0: { type: 'Battery', status: 'Full' } }, 'mains'],
    ['a desktop with a mouse', { hid: { type: 'Battery', status: 'Discharging', scope: 'Device' } }, 'mains'],
    ['a supply that tells nothing', { BAT0: {} }, 'mains'],
    ['a desktop', {}, 'mains'],
  ];
  for (const [what, supplies, power] of cases)
    it(`is ${power} for ${what}`, async () => assert.equal(await powerWith(supplies), power));

  it('is mains where the folder cannot be read', async () => {
    const source = new PowerSource({ platform: 'linux', suppliesFolder: scratch.at('missing') });
    await source.refresh();
    assert.equal(source.current(), 'mains');
  });
});

describe('the power source elsewhere', () => {
  const printed = (text: string) => (file: string, args: readonly string[]) =>
    Promise.resolve(`${file} ${args.join(' ')} says: ${text}`);

  it('is what pmset says on macOS', async () => {
    for (const [text, power] of [
      ["Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1) 80%; discharging", 'battery'],
      ["Now drawing from 'AC Power'\n", 'mains'],
    ] as const) {
      const source = new PowerSource({ platform: 'darwin', run: printed(text) });
      await source.refresh();
      assert.equal(source.current(), power);
    }
  });

  it('is mains where the program fails', async () => {
    const source = new PowerSource({ platform: 'darwin', run: () => Promise.reject(new Error('ENOENT')) });
    await source.refresh();
    assert.equal(source.current(), 'mains');
  });

  it('is mains on Windows, without asking', async () => {
    const source = new PowerSource({
      platform: 'win32',
      run: () => Promise.reject(new Error('must not be asked')),
    });
    await source.refresh();
    assert.equal(source.current(), 'mains');
  });

  it('is asked for once a minute at most, however often it is read', async () => {
    const clock = new ManualClock();
    let asked = 0;
    const source = new PowerSource({
      platform: 'darwin',
      clock: clock.read,
      run: () => Promise.resolve(`drawing from 'Battery Power' ${asked++}`),
    });
    await source.refresh();
    for (let second = 0; second < 59; second++) {
      clock.advance(1_000);
      source.current();
    }
    assert.equal(asked, 1);
    clock.advance(1_000);
    source.current();
    assert.equal(asked, 2);
  });
});
