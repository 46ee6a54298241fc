import type { ScratchFolder } from '../unit/scratchFolder';

/** A file that was written, and the one function that nothing else defines. */
export interface WrittenFile {
  /** Relative to the folder. */
  path: string;
  symbol: string;
}

const FILES_PER_FOLDER = 20;
const TOPICS = ['invoice', 'password', 'socket', 'matrix', 'calendar', 'parcel', 'sensor', 'ticket'];
const VERBS = ['read', 'check', 'store', 'merge', 'print', 'count', 'split'];

/** Letters for a number, so that each name is a word of its own and no two share a part. */
function lettersOf(number: number): string {
  return Array.from(String(number).padStart(4, '0'), (digit) => 'bdfgklmnpr'[Number(digit)]).join('o');
}

/**
 * Writes source files in four languages, each with two or three functions, below a folder of the scratch one.
 * @param version another number makes other bodies
 */
export function writeManyFiles(
  scratch: ScratchFolder,
  folder: string,
  numbers: Iterable<number>,
  version = 0,
): WrittenFile[] {
  const written: WrittenFile[] = [];
  for (const number of numbers) {
    const symbol = `zu${lettersOf(number)}`;
    const topic = TOPICS[number % TOPICS.length] ?? '';
    const verb = VERBS[number % VERBS.length] ?? '';
    const { ending, text } = languages[number % languages.length]?.({ symbol, topic, verb, version }) ?? {
      ending: '',
      text: '',
    };
    const path = `part${Math.floor(number / FILES_PER_FOLDER)}/${topic}_${number}.${ending}`;
    scratch.write(`${folder}/${path}`, text);
    written.push({ path, symbol });
  }
  return written;
}

interface Made {
  symbol: string;
  topic: string;
  verb: string;
  version: number;
}

const languages: ((made: Made) => { ending: string; text: string })[] = [
  ({ symbol, topic, verb, version }) => ({
    ending: 'ts',
    text: `/** Will ${verb} one ${topic} in version ${version}. */
export function ${symbol}(${topic}: string): string {
  const parts = ${topic}.split('${verb}-${version}');
  return parts.map((part) => part.trim()).join(',');
}

/** The ${topic} as it was before. */
export function previous_${symbol}_${version}(${topic}: number): number {
  return ${topic} * ${version + 2};
}
`,
  }),
  ({ symbol, topic, verb, version }) => ({
    ending: 'py',
    text: `"""To ${verb} a ${topic}, version ${version}."""


def ${symbol}(${topic}):
    """${verb} one ${topic}."""
    return [part for part in ${topic}.split("${version}") if part]


def previous_${symbol}_${version}(${topic}, limit):
    return min(len(${topic}), limit + ${version})


class ${topic.toUpperCase()}${version}:
    def ${verb}(self):
        return self.${topic}
`,
  }),
  ({ symbol, topic, verb, version }) => ({
    ending: 'go',
    text: `package ${topic}

// ${symbol} can ${verb} a ${topic}.
func ${symbol}(${topic} string, times int) string {
	return strings.Repeat(${topic}, times+${version})
}

// previous of version ${version}.
func previous_${symbol}_${version}(${topic} []byte) int {
	return len(${topic}) + ${version}
}
`,
  }),
  ({ symbol, topic, verb, version }) => ({
    ending: 'rb',
    text: `# To ${verb} a ${topic} of version ${version}.
def ${symbol}(${topic})
  ${topic}.chars.select { |letter| letter > "${version}" }
end

def previous_${symbol}_${version}(${topic}, other)
  ${topic} + other * ${version + 1}
end
`,
  }),
];
