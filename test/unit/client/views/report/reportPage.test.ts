import assert from 'node:assert/strict';
import { reportPage } from '../../../../../client/src/views/report/reportPage';

const page = reportPage('abc123', 'en');

describe('the page of the performance report', () => {
  it('may run and be styled by its own parts alone, and load nothing', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.equal(policy, "default-src 'none'; style-src 'nonce-abc123'; script-src 'nonce-abc123'");
    assert.equal(
      page.match(/<(?:script|style)\b/g)?.length,
      page.match(/<(?:script|style) nonce="abc123">/g)?.length,
    );
    assert.doesNotMatch(page, /https?:|src="|href="/);
  });

  it('takes every colour from the theme', () =>
    assert.doesNotMatch(page, /#[0-9a-f]{3,8}\b|\brgba?\(|: (?:white|black|red|green|blue)\b/i));

  it('has a button that can be reached by the keyboard, and says its language', () => {
    assert.match(page, /<button id="export" type="button">Export as JSON<\/button>/);
    assert.match(reportPage('a', 'de"><b>'), /<html lang="de&quot;&gt;&lt;b&gt;">/);
  });
});
