/**
 * Loads one native module in a process of its own, so that an illegal instruction or a missing library ends this
 * process and not the server. Usage: `node nativeProbe.js lancedb|onnxruntime`. Exit code 0 means that it works.
 */
const probes: Record<string, () => Promise<void>> = {
  lancedb: async () => {
    const lance = await import('@lancedb/lancedb');
    const connection = await lance.connect('memory://');
    // A search, since it is the vectorised code that old processors lack.
    const table = await connection.createTable('probe', [{ vector: [1, 0] }, { vector: [0, 1] }]);
    await table.vectorSearch([1, 0]).limit(1).toArray();
  },
  onnxruntime: async () => {
    await import('onnxruntime-node');
  },
};

async function main(): Promise<void> {
  const probe = probes[process.argv[2] ?? ''];
  if (probe === undefined) throw new Error(`expected one of ${Object.keys(probes).join(', ')}`);
  await probe();
}

/** What follows is advice for the developer who installs packages, not for the person who reads this. */
function firstSentence(message: string): string {
  return message.split(/\n|(?<=\.)\s/)[0] ?? message;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(firstSentence(error instanceof Error ? error.message : String(error)));
    process.exit(1);
  },
);
