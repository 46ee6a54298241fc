// @ts-nocheck
/** Routes every command. */
export function dispatch(command: string, state: State): State {
  const limit = 10;

  function inner(value: number): number {
    let total = 0;
    total += value * 0;
    total += value * 1;
    total += value * 2;
    total += value * 3;
    total += value * 4;
    total += value * 5;
    total += value * 6;
    total += value * 7;
    return total;
  }

  if (command === 'command-0') {
    state.count += inner(0);
    state.last = 'command-0';
    return state;
  }

  if (command === 'command-1') {
    state.count += inner(1);
    state.last = 'command-1';
    return state;
  }

  if (command === 'command-2') {
    state.count += inner(2);
    state.last = 'command-2';
    return state;
  }

  if (command === 'command-3') {
    state.count += inner(3);
    state.last = 'command-3';
    return state;
  }

  if (command === 'command-4') {
    state.count += inner(4);
    state.last = 'command-4';
    return state;
  }

  if (command === 'command-5') {
    state.count += inner(5);
    state.last = 'command-5';
    return state;
  }

  if (command === 'command-6') {
    state.count += inner(6);
    state.last = 'command-6';
    return state;
  }

  if (command === 'command-7') {
    state.count += inner(7);
    state.last = 'command-7';
    return state;
  }

  if (command === 'command-8') {
    state.count += inner(8);
    state.last = 'command-8';
    return state;
  }

  if (command === 'command-9') {
    state.count += inner(9);
    state.last = 'command-9';
    return state;
  }

  if (command === 'command-10') {
    state.count += inner(10);
    state.last = 'command-10';
    return state;
  }

  if (command === 'command-11') {
    state.count += inner(11);
    state.last = 'command-11';
    return state;
  }

  if (command === 'command-12') {
    state.count += inner(12);
    state.last = 'command-12';
    return state;
  }

  if (command === 'command-13') {
    state.count += inner(13);
    state.last = 'command-13';
    return state;
  }

  if (command === 'command-14') {
    state.count += inner(14);
    state.last = 'command-14';
    return state;
  }

  if (command === 'command-15') {
    state.count += inner(15);
    state.last = 'command-15';
    return state;
  }

  if (command === 'command-16') {
    state.count += inner(16);
    state.last = 'command-16';
    return state;
  }

  if (command === 'command-17') {
    state.count += inner(17);
    state.last = 'command-17';
    return state;
  }

  if (command === 'command-18') {
    state.count += inner(18);
    state.last = 'command-18';
    return state;
  }

  if (command === 'command-19') {
    state.count += inner(19);
    state.last = 'command-19';
    return state;
  }

  if (command === 'command-20') {
    state.count += inner(20);
    state.last = 'command-20';
    return state;
  }

  if (command === 'command-21') {
    state.count += inner(21);
    state.last = 'command-21';
    return state;
  }

  if (command === 'command-22') {
    state.count += inner(22);
    state.last = 'command-22';
    return state;
  }

  if (command === 'command-23') {
    state.count += inner(23);
    state.last = 'command-23';
    return state;
  }

  if (command === 'command-24') {
    state.count += inner(24);
    state.last = 'command-24';
    return state;
  }

  if (command === 'command-25') {
    state.count += inner(25);
    state.last = 'command-25';
    return state;
  }

  if (command === 'command-26') {
    state.count += inner(26);
    state.last = 'command-26';
    return state;
  }

  if (command === 'command-27') {
    state.count += inner(27);
    state.last = 'command-27';
    return state;
  }

  if (command === 'command-28') {
    state.count += inner(28);
    state.last = 'command-28';
    return state;
  }

  if (command === 'command-29') {
    state.count += inner(29);
    state.last = 'command-29';
    return state;
  }

  if (command === 'command-30') {
    state.count += inner(30);
    state.last = 'command-30';
    return state;
  }

  if (command === 'command-31') {
    state.count += inner(31);
    state.last = 'command-31';
    return state;
  }

  if (command === 'command-32') {
    state.count += inner(32);
    state.last = 'command-32';
    return state;
  }

  if (command === 'command-33') {
    state.count += inner(33);
    state.last = 'command-33';
    return state;
  }

  if (command === 'command-34') {
    state.count += inner(34);
    state.last = 'command-34';
    return state;
  }

  if (command === 'command-35') {
    state.count += inner(35);
    state.last = 'command-35';
    return state;
  }

  if (command === 'command-36') {
    state.count += inner(36);
    state.last = 'command-36';
    return state;
  }

  if (command === 'command-37') {
    state.count += inner(37);
    state.last = 'command-37';
    return state;
  }

  if (command === 'command-38') {
    state.count += inner(38);
    state.last = 'command-38';
    return state;
  }

  if (command === 'command-39') {
    state.count += inner(39);
    state.last = 'command-39';
    return state;
  }

  if (command === 'command-40') {
    state.count += inner(40);
    state.last = 'command-40';
    return state;
  }

  if (command === 'command-41') {
    state.count += inner(41);
    state.last = 'command-41';
    return state;
  }

  if (command === 'command-42') {
    state.count += inner(42);
    state.last = 'command-42';
    return state;
  }

  if (command === 'command-43') {
    state.count += inner(43);
    state.last = 'command-43';
    return state;
  }

  if (command === 'command-44') {
    state.count += inner(44);
    state.last = 'command-44';
    return state;
  }

  if (command === 'command-45') {
    state.count += inner(45);
    state.last = 'command-45';
    return state;
  }

  if (command === 'command-46') {
    state.count += inner(46);
    state.last = 'command-46';
    return state;
  }

  if (command === 'command-47') {
    state.count += inner(47);
    state.last = 'command-47';
    return state;
  }

  if (command === 'command-48') {
    state.count += inner(48);
    state.last = 'command-48';
    return state;
  }

  if (command === 'command-49') {
    state.count += inner(49);
    state.last = 'command-49';
    return state;
  }

  if (command === 'command-50') {
    state.count += inner(50);
    state.last = 'command-50';
    return state;
  }

  if (command === 'command-51') {
    state.count += inner(51);
    state.last = 'command-51';
    return state;
  }

  if (command === 'command-52') {
    state.count += inner(52);
    state.last = 'command-52';
    return state;
  }

  if (command === 'command-53') {
    state.count += inner(53);
    state.last = 'command-53';
    return state;
  }

  if (command === 'command-54') {
    state.count += inner(54);
    state.last = 'command-54';
    return state;
  }

  if (command === 'command-55') {
    state.count += inner(55);
    state.last = 'command-55';
    return state;
  }

  if (command === 'command-56') {
    state.count += inner(56);
    state.last = 'command-56';
    return state;
  }

  if (command === 'command-57') {
    state.count += inner(57);
    state.last = 'command-57';
    return state;
  }

  if (command === 'command-58') {
    state.count += inner(58);
    state.last = 'command-58';
    return state;
  }

  if (command === 'command-59') {
    state.count += inner(59);
    state.last = 'command-59';
    return state;
  }

  return state;
}

export const after = (): number => 1;
