import { t } from '../../localise';
import { element, escapeHtml } from './html';
import { reportStyle } from './reportStyle';

/** What the page tells the extension. */
export type PageMessage = 'ready' | 'export';

/** What the extension tells the page: HTML for its `main`, with every text in it escaped. */
export interface BodyMessage {
  body: string;
}

/** Tells when it is there and what was pressed, and shows what it is handed; the button keeps the focus meanwhile. */
const script = `
const editor = acquireVsCodeApi();
const main = document.querySelector('main');
window.addEventListener('message', ({ data }) => { main.innerHTML = data.body; main.removeAttribute('aria-busy'); });
document.getElementById('export').addEventListener('click', () => editor.postMessage('export'));
editor.postMessage('ready');
`;

/**
 * The page of the performance report, empty until it is handed a body. It may run its own script and style and load nothing at all.
 * @param nonce a value that nobody can foresee, of letters and digits
 * @param language of the texts, as VS Code names it
 */
export function reportPage(nonce: string, language: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const title = t('Akin: Performance');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${element('title', title)}
<style nonce="${nonce}">${reportStyle}</style>
</head>
<body>
<header>${element('h1', title)}${element('button', t('Export as JSON'), { id: 'export', type: 'button' })}</header>
<main aria-busy="true">${element('p', t('Asking the server…'))}</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}
