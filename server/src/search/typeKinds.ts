/** The kinds of chunks that define a type or hold others: who asks for a name mostly means one of these. */
export const typeKinds: ReadonlySet<string> = new Set([
  'class',
  'interface',
  'struct',
  'enum',
  'trait',
  'type',
  'module',
]);
