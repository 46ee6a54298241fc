import type { Command } from 'commander';
import { bashScript } from '../completion/bashScript';
import { commandSpecs } from '../completion/commandSpec';
import { fishScript } from '../completion/fishScript';
import type { Shell } from '../completion/shells';
import { zshScript } from '../completion/zshScript';
import { writeText } from '../output';

const scripts: Record<Shell, typeof bashScript> = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints the script that completes the commands in a shell. */
export function runCompletion(shell: string, akin: Command): void {
  // The parser lets the known shells alone through.
  writeText(scripts[shell as Shell](commandSpecs(akin)));
}
