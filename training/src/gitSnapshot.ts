import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** A file of a commit, as the tree lists it. */
export interface TreeEntry {
  path: string;
  object: string;
  bytes: number;
}

/** Blobs are asked for in groups, so that one reply stays far below what a buffer can hold. */
const BLOBS_PER_REQUEST = 400;

/** Read access to one commit of a bare repository; nothing is checked out. */
export class GitSnapshot {
  private readonly gitDir: string;

  /** @param mirror folder of bare repositories, each at `owner+name/repo` */
  constructor(
    mirror: string,
    repository: string,
    private readonly commit: string,
  ) {
    this.gitDir = join(mirror, repository.replace('/', '+'), 'repo');
  }

  /** Every regular file of the commit. @throws {Error} when the repository or the commit is missing. */
  files(): TreeEntry[] {
    const listing = this.git(['ls-tree', '-r', '-l', '-z', this.commit]).toString('utf8');
    return listing.split('\0').flatMap((line) => {
      const match = /^100\d+ blob ([0-9a-f]+)\s+(\d+)\t(.+)$/s.exec(line);
      if (match === null) return [];
      const [, object = '', bytes = '', path = ''] = match;
      return [{ path, object, bytes: Number(bytes) }];
    });
  }

  /** Yields each file with its text, in the given order. */
  *read(entries: readonly TreeEntry[]): Generator<{ path: string; text: string }> {
    for (let at = 0; at < entries.length; at += BLOBS_PER_REQUEST) {
      const group = entries.slice(at, at + BLOBS_PER_REQUEST);
      const reply = this.git(
        ['cat-file', '--batch'],
        group.map((entry) => entry.object),
      );
      let offset = 0;
      for (const entry of group) {
        const lineEnd = reply.indexOf(10, offset);
        const size = Number(reply.toString('utf8', offset, lineEnd).split(' ')[2]);
        const text = reply.toString('utf8', lineEnd + 1, lineEnd + 1 + size);
        offset = lineEnd + 1 + size + 1;
        yield { path: entry.path, text };
      }
    }
  }

  private git(args: string[], lines?: string[]): Buffer {
    return execFileSync('git', ['--git-dir', this.gitDir, ...args], {
      maxBuffer: 1 << 30,
      ...(lines === undefined ? {} : { input: `${lines.join('\n')}\n` }),
    });
  }
}
