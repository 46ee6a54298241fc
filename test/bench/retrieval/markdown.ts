import type { RetrievalReport } from './report';

/** What stands in a cell without a figure. */
const NOTHING = '–';

/** The report as a page of Markdown; its tables are not aligned yet. */
export function retrievalPage(report: RetrievalReport): string {
  const { questions, repositories, unanswerable, model, processors, query } = report;
  const head = [
    `Measured by \`npm run bench:retrieval\` through the built language server with the model \`${model}\`: ${questions} questions to`,
    `${repositories.length} repositories, 10 hits each. A target's rank is that of the first hit from its file; binary gain; mean per`,
    'repository, then over the repositories. *Published* is what the published search with a static model reached.',
  ];
  if (unanswerable > 0) head.push(`${unanswerable} more were left out, as none of their targets is on disk.`);
  const times = [
    `On ${processors} processors. Index: seconds from the start of the server until everything could be found, from nothing. Queries: milliseconds`,
    `from the request to its answer, one after the other; over all repositories p50 ${time(query.p50Ms)} ms and p95 ${time(query.p95Ms)} ms. The first of each`,
    'repository stands apart. Memory: resident in the whole server process, once all is indexed and at most until then.',
  ];
  const sections = [
    '# Retrieval',
    head.join('\n'),
    qualityTable(report),
    '## By category',
    categoryTable(report),
    '## By language',
    languageTable(report),
    '## What each signal is worth',
    'The same questions while the ranking does without a group of signals.',
    ablationTable(report),
    '## Time and memory',
    times.join('\n'),
    costTable(report),
    '## Data set',
    dataSetTable(report),
  ];
  return `${sections.join('\n\n')}\n`;
}

function qualityTable({ repositories, means, questions, ranker }: RetrievalReport): string {
  const trained = [
    { title: 'ranker fitted without it', figures: ranker?.leaveOneOut },
    { title: 'ranker fitted on all', figures: ranker?.fitted },
  ].flatMap(({ title, figures }) => (figures === undefined ? [] : [{ title, figures }]));
  const head = ['repository', 'language', 'questions', 'NDCG@10', 'published', 'difference'];
  const rows = repositories.map(({ name, language, questions: asked, ndcg, published, difference }) => [
    name,
    language,
    String(asked),
    figure(ndcg),
    figure(published),
    signed(difference),
    ...trained.map(({ figures }) => figure(figures.byRepository[name])),
  ]);
  const last = [
    'mean',
    '',
    String(questions),
    figure(means.ndcg),
    figure(means.published),
    signed(means.difference),
    ...trained.map(({ figures }) => figure(figures.mean)),
  ];
  return table([...head, ...trained.map(({ title }) => title)], [...rows, last.map(bold)], 2);
}

function categoryTable({ repositories, means }: RetrievalReport): string {
  const categories = Object.keys(means.categories);
  const rows = repositories.map((repository) => [
    repository.name,
    ...categories.map((category) => figure(repository.categories[category])),
  ]);
  const all = categories.map((category) => means.categories[category]);
  return table(
    ['repository', ...categories],
    [
      ...rows,
      ['mean over questions', ...all.map((group) => figure(group?.ndcg))].map(bold),
      ['questions', ...all.map((group) => String(group?.questions ?? 0))],
    ],
    1,
  );
}

function languageTable({ means }: RetrievalReport): string {
  const rows = Object.entries(means.languages).map(([language, { repositories, ndcg }]) => [
    language,
    String(repositories),
    figure(ndcg),
  ]);
  return table(['language', 'repositories', 'NDCG@10'], rows, 1);
}

function ablationTable({ ablations, means }: RetrievalReport): string {
  const rows = ablations.map(({ name, ndcg, difference }) => [name, figure(ndcg), signed(difference)]);
  const full = ['everything', figure(means.ndcg), ''].map(bold);
  return table(['ranking', 'mean NDCG@10', 'difference'], [full, ...rows], 1);
}

function costTable({ repositories }: RetrievalReport): string {
  const rows = repositories.map(({ name, index, query }) => [
    name,
    String(index.files),
    String(index.chunks),
    time(index.seconds),
    count(index.rssMiB),
    count(index.peakRssMiB),
    time(query.firstMs),
    time(query.p50Ms),
    time(query.p95Ms),
  ]);
  const head = [
    'repository',
    'files',
    'chunks',
    'index s',
    'RSS MiB',
    'peak MiB',
    'first ms',
    'p50 ms',
    'p95 ms',
  ];
  return table(head, rows, 1);
}

function dataSetTable({ dataSet }: RetrievalReport): string {
  const rows = dataSet.map(({ name, origin, revision, folder }) => [
    name,
    origin,
    `\`${revision}\``,
    folder === '' ? 'all' : `\`${folder}\``,
  ]);
  return table(['repository', 'origin', 'revision', 'folder'], rows, 4);
}

/** @param textColumns how many columns from the left hold text; the others hold figures and are aligned to the right */
function table(head: readonly string[], rows: readonly string[][], textColumns: number): string {
  const rule = head.map((_, column) => (column < textColumns ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function figure(value: number | undefined): string {
  return value === undefined ? NOTHING : value.toFixed(4);
}

function signed(value: number | undefined): string {
  if (value === undefined) return NOTHING;
  if (value === 0) return figure(0);
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}

function count(value: number | undefined): string {
  return value === undefined ? NOTHING : String(value);
}

/** A time of a repository with one question is not known. */
function time(value: number): string {
  return Number.isNaN(value) ? NOTHING : value.toFixed(1);
}

function bold(cell: string): string {
  return cell === '' ? '' : `**${cell}**`;
}
