import assert from 'node:assert/strict';
import { reportBody, reportProblem } from '../../../../../client/src/views/report/reportBody';
import { sampleReport, timing } from './sampleReport';

/** What a person reads of it: elements end words. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the contents of the performance report', () => {
  it('tell throughput, cache hits, memory and rests', () => {
    const text = textOf(reportBody(sampleReport()));
    assert.match(text, /In the 2 min since the server started/);
    assert.match(text, /Files 1,200 5\.0 MB read/);
    assert.match(text, /Chunks 34,567 61 batches/);
    assert.match(text, /Chunks a second 5,200 median/);
    assert.match(text, /Cache hits 88 %/);
    assert.match(text, /Memory 420 MB of 1,050 MB: a quarter of the memory/);
    assert.match(text, /Works 50 % you are typing/);
  });

  it('tell each time with its percentiles', () => {
    const text = textOf(reportBody(sampleReport({ timings: { query: timing(4) } })));
    assert.match(text, /Search 40 4\.4 ms 4\.0 ms 8\.0 ms 12 ms 20 ms 32 ms/);
  });

  it('recommend a size of batch, with its reason', () => {
    const text = textOf(reportBody(sampleReport()));
    assert.match(text, /Next batch 512 chunks, 32 files: the last batches were quick/);
  });

  it('say of what is out of its bounds how far, and what to do, once', () => {
    const advice = 'Search less.';
    const alerts = [{ metric: 'query', statistic: 'p95', value: 320, threshold: 150, advice }];
    const html = reportBody(sampleReport({ alerts, recommendations: [advice, 'Rest.'] }));
    assert.match(textOf(html), /Search \(p95\): 320 ms; the bound is 150 ms Search less\./);
    assert.equal(html.split(advice).length, 2);
    assert.match(textOf(html), /Recommendations Rest\./);
  });

  it('say that nothing is, where nothing is', () =>
    assert.match(textOf(reportBody(sampleReport())), /Warnings Everything is within its bounds/));

  it('draw speed, memory, searches and cache hits over time, told in words too', () => {
    const html = reportBody(sampleReport());
    assert.match(html, /aria-label="Chunks a second in the last 2 s: now 2,000, at most 2,000"/);
    assert.match(html, /aria-label="Memory in the last 2 s: now 420 MB, at most 420 MB/);
    assert.match(html, /aria-label="Time of a search in the last 2 s: the last 3\.2 ms, at most 3\.2 ms"/);
    assert.match(html, /aria-label="Cache hits in the last 2 s: the last 90 %, at most 90 %"/);
  });

  it('draw no searches and no cache where there were none', () => {
    const history = [100, 102].map((seconds) => ({ seconds, rssMb: 1, limitMb: 2, chunksPerSecond: 0 }));
    const charts = reportBody(sampleReport({ history })).match(/<svg class="lines"/g);
    assert.equal(charts?.length, 2);
  });

  it('wait for a second look before they draw', () =>
    assert.doesNotMatch(
      reportBody(sampleReport({ history: sampleReport().history.slice(1) })),
      /<svg class="lines"/,
    ));

  it('hold for a server that has done nothing yet', () => {
    const text = textOf(reportBody(sampleReport({ counters: {}, gauges: {}, timings: {}, history: [] })));
    assert.match(text, /Cache hits – nothing asked for yet/);
    assert.match(text, /Times Nothing has been measured yet/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  });

  it('show what the server says as text, never as elements', () => {
    const evil = '<img src=x onerror="alert(1)">';
    const report = sampleReport({
      timings: { [evil]: timing(1) },
      alerts: [{ metric: evil, statistic: evil, value: 1, threshold: 0, advice: evil }],
      recommendations: [`${evil}!`],
      batch: { chunks: 1, files: 1, concurrency: 1, reason: evil },
      duty: { share: 1, reason: evil },
    });
    assert.doesNotMatch(reportBody(report), /<img/);
    assert.doesNotMatch(reportProblem(evil), /<img/);
  });

  it('use no style of their own, which the page would not allow', () =>
    assert.doesNotMatch(reportBody(sampleReport()), /\sstyle=|<style|<script|\son\w+=/));
});
