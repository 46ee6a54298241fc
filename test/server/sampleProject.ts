import type { ScratchFolder } from '../unit/scratchFolder';

/** Seven functions and a class in four languages. */
const files: Record<string, string> = {
  'src/settings.ts': `import { readFileSync } from 'node:fs';

/** Reads the user's configuration from a JSON file on disk. */
export function loadSettings(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Waits longer after each failure, then tries the request again. */
export async function retryWithBackoff<T>(request: () => Promise<T>, attempts: number): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await request();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
    }
  }
  throw new Error('no attempt succeeded');
}
`,
  'accounts/passwords.py': `import hashlib


def hash_password(password, salt):
    """Derive the hash of a password that is stored in the database."""
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 100_000)


def verify_password(password, salt, expected):
    """Check a login attempt against the stored hash."""
    return hash_password(password, salt) == expected
`,
  'geometry/shape.go': `package geometry

// Area of a rectangle with these sides.
func Area(width, height float64) float64 {
	return width * height
}

// Distance between two points in the plane.
func Distance(x1, y1, x2, y2 float64) float64 {
	return math.Hypot(x2-x1, y2-y1)
}
`,
  'queue/BoundedQueue.java': `package queue;

/** Holds a limited number of tasks and drops the oldest. */
public class BoundedQueue {
  public void push(Task task) {
    if (tasks.size() == limit) tasks.removeFirst();
    tasks.addLast(task);
  }
}
`,
};

/** Writes the sample project into a folder of the scratch one and answers its absolute path. */
export function writeSampleProject(scratch: ScratchFolder, name = 'project'): string {
  for (const [path, content] of Object.entries(files)) scratch.write(`${name}/${path}`, content);
  return scratch.at(name);
}

export const sampleFileCount = Object.keys(files).length;

/** A function that is long enough to be told as a copy of another. */
export const copiedCode = `export function totalOf(orders: readonly Order[], taxRate: number): number {
  let total = 0;
  for (const order of orders) {
    if (order.cancelled || order.lines.length === 0) continue;
    const net = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
    const discount = order.customer.isLoyal ? net * 0.05 : 0;
    total += (net - discount) * (1 + taxRate);
  }
  return Math.round(total * 100) / 100;
}
`;
