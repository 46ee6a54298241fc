/**
 * Reads the licence files of every listed repository at its commit and fails when one does not say what the list says.
 * `tsx training/src/checkLicences.ts --mirror DIR`
 */
import { parseArgs } from 'node:util';
import { GitSnapshot } from './gitSnapshot';
import { readRepositories } from './repositories';

/** At the top or in the folder of a package; some repositories have one per package. */
const LICENCE_FILE =
  /^(?:[^/]+\/){0,2}(?:licen[cs]es?(?:\/[^/]+)?|copying|mit-license|mit|license-mit)(?:\.\w+)?$/i;

/** A sentence that stands in the licence's text and in no other's on the list. */
const SENTENCES: Record<string, RegExp> = {
  MIT: /permission is hereby granted, free of charge, to any person/,
  'Apache-2.0': /apache license/,
  'BSD-2-Clause': /redistributions of source code must retain the above copyright/,
  'BSD-3-Clause':
    /redistributions of source code must retain the above copyright[^]*(?:neither the names? |names of its contributors|the name of the author may not)/,
  'BSL-1.0': /boost software license/,
  ISC: /permission to use, copy, modify, and(?:\/or)? distribute this software for any purpose/,
  PostgreSQL: /permission to use, copy, modify, and distribute this software and its documentation/,
  Zlib: /altered source versions must be plainly marked/,
};

function main(): void {
  const { values } = parseArgs({ options: { mirror: { type: 'string' } } });
  if (values.mirror === undefined) throw new Error('--mirror DIR is missing.');
  let wrong = 0;
  for (const { repository, commit, licence } of readRepositories('training/repositories.tsv')) {
    const snapshot = new GitSnapshot(values.mirror, repository, commit);
    const files = snapshot.files().filter((file) => LICENCE_FILE.test(file.path));
    const texts = [...snapshot.read(files)].map(({ text }) => text.toLowerCase().replace(/[\s*#;/]+/g, ' '));
    if (texts.some((text) => SENTENCES[licence]?.test(text))) continue;
    wrong++;
    console.error(
      `${repository}: no licence file says ${licence}; read ${files.map((file) => file.path).join(', ')}`,
    );
  }
  if (wrong > 0) process.exitCode = 1;
}

main();
