import type { Page } from 'playwright-core';

/**
 * Runs in the page, as text, since the compiler adds calls to functions that it does not have there. From each key to
 * the frame that shows the changed line; `timeStamp` is when the browser took the key in, so that a busy page counts.
 */
const WATCH_KEYS = `(() => {
  if (window.akinKeys !== undefined) return;
  window.akinKeys = [];
  let pressedAt;
  document.addEventListener('keydown', (event) => { if (event.key.length === 1) pressedAt = event.timeStamp; }, true);
  const lines = document.querySelector('.editor-group-container.active .monaco-editor .view-lines');
  new MutationObserver(() => {
    if (pressedAt === undefined) return;
    const from = pressedAt;
    pressedAt = undefined;
    requestAnimationFrame(() => window.akinKeys.push(performance.now() - from));
  }).observe(lines, { childList: true, subtree: true, characterData: true });
})()`;

const TAKE_KEYS = 'window.akinKeys.splice(0)';

/** As a person who types fast. */
const BETWEEN_KEYS_MS = 90;

/** A line is ended after so many letters, as lines of code are. */
const LINE_LETTERS = 60;

const WORDS = 'while the index is made someone goes on with what they came here to write ';

/** Makes the page measure; an editor must be open. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(WATCH_KEYS);
}

/**
 * Types letters into the focused editor, one after the other.
 * @param goesOn asked now and then; typing ends early when it says no
 * @returns milliseconds from each key until its letter was drawn
 */
export async function typeKeys(
  page: Page,
  count: number,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number[]> {
  await page.evaluate(TAKE_KEYS);
  for (let key = 0; key < count; key++) {
    if (key % LINE_LETTERS === 0) {
      if (!(await goesOn())) break;
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press(WORDS.charAt(key % WORDS.length), { delay: 0 });
    await page.waitForTimeout(BETWEEN_KEYS_MS);
  }
  return page.evaluate<number[]>(TAKE_KEYS);
}
