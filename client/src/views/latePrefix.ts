/**
 * The prefix of an input that can only be set a moment after the input is shown, and would replace what is typed in that
 * moment: that goes behind the prefix instead of away.
 */
export class LatePrefix {
  private isAwaited: boolean;
  private typedBefore = '';

  constructor(private readonly prefix: string) {
    this.isAwaited = prefix !== '';
  }

  /**
   * Takes each value that the input tells of.
   * @returns what the input should hold; undefined while the prefix, which is about to replace the value, has not come
   */
  take(value: string): string | undefined {
    if (!this.isAwaited) return value;
    const { prefix } = this;
    if (!value.startsWith(prefix)) {
      this.typedBefore = value;
      return undefined;
    }
    this.isAwaited = false;
    return prefix + this.typedBefore + value.slice(prefix.length);
  }
}
