// The pages of a package: what they lead to is in it.
import { posix } from 'node:path';

/** A link or a picture of Markdown: what is shown, where it leads, and the part of that page. Addresses with a scheme are none. */
const LINK = /(!?)\[([^\]]*)\]\((?![a-z]+:)([^)#\s]+)(#[^)\s]*)?\)/g;

/**
 * Whether a file of a package is a page whose links are looked after. Other files hold the words of others, as notices do.
 * @param {string} path relative to the extension's folder, under its name in the repository or in the package
 */
export function isPage(path) {
  return /^(readme|changelog)\.md$/i.test(path) || /^docs\/.+\.md$/.test(path);
}

/**
 * Where a page leads to within the repository or the package.
 * @param {string} page its path, relative to the top
 * @param {string} text Markdown
 * @returns {string[]} paths relative to the top, in their order; the page itself, by a link to a part of it, is none
 */
export function linkedPaths(page, text) {
  return [...text.matchAll(LINK)].map(([, , , target]) => resolved(page, target));
}

/**
 * The page as it ships: a link to what is not there becomes its words, and such a picture is left out.
 * @param {string} page its path, relative to the top
 * @param {string} text Markdown
 * @param {(path: string) => boolean} isThere by a path relative to the top
 * @returns {string}
 */
export function withoutDeadLinks(page, text, isThere) {
  const living = text.replace(LINK, (link, isPicture, words, target) => {
    if (isThere(resolved(page, target))) return link;
    return isPicture === '' ? words : '';
  });
  // A picture stands in a paragraph of its own.
  return living === text ? text : living.replace(/\n{3,}/g, '\n\n');
}

const resolved = (page, target) => posix.normalize(posix.join(posix.dirname(page), target));
