/**
 * Characters that take two columns in a terminal: Unicode's East Asian Wide and Fullwidth (UAX #11), and emoji shown as pictures.
 * "Ambiguous" ones (·, →, ─) take one, as every terminal has them outside of legacy East Asian locales.
 */
const wide =
  /[\u1100-\u115f\u231a\u231b\u2329\u232a\u23e9-\u23ec\u23f0\u23f3\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{16fe0}-\u{18aff}]|[\u{1aff0}-\u{1b2fb}]|[\u{1f300}-\u{1f64f}]|[\u{1f680}-\u{1f6ff}]|[\u{1f900}-\u{1f9ff}]|[\u{20000}-\u{3fffd}]/u;
/** Combining marks, variation selectors and joiners take none. */
const none = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** How many columns a text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** Fills a text up to a width; a longer one is cut, with an ellipsis, so that columns stay straight. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text + ' '.repeat(width - displayWidth(text));
  let kept = '';
  let taken = 0;
  for (const character of text) {
    const next = displayWidth(character);
    if (taken + next > width - 1) break;
    kept += character;
    taken += next;
  }
  return `${kept}…${' '.repeat(width - 1 - taken)}`;
}

/** Control characters of what others wrote would move the cursor or colour the screen: they are shown, not sent. */
export const harmless = (text: string): string =>
  text.replace(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
