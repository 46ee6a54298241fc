import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import { embeddedText } from '../../../server/src/chunking/embeddedText';
import { readRepositories } from '../../../training/src/repositories';

const models = join(process.cwd(), 'models');
const name = 'akin-static-v2';

type Tokenizer = Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
type Model = Awaited<ReturnType<typeof AutoModel.from_pretrained>>;

interface Case {
  query: string;
  path: string;
  symbol: string;
  text: string;
}

const cases: Case[] = [
  {
    query: 'read a JSON configuration file from disk',
    path: 'src/config/loader.ts',
    symbol: 'loadSettings',
    text: 'function loadSettings(file: string) {\n  return JSON.parse(readFileSync(file, "utf8"));\n}',
  },
  {
    query: 'compute the hash of a password with a salt',
    path: 'auth/credentials.py',
    symbol: 'derive',
    text: 'def derive(secret, salt):\n    return hashlib.pbkdf2_hmac("sha256", secret.encode(), salt, ROUNDS)',
  },
  {
    query: 'wait and try the request again when the connection fails',
    path: 'net/client.go',
    symbol: 'doWithBackoff',
    text: 'func doWithBackoff(req *http.Request) error {\n  for i := 0; i < retries; i++ {\n    if err := send(req); err == nil { return nil }\n    time.Sleep(delay)\n  }\n  return errTimeout\n}',
  },
  {
    query: 'shortest path between two nodes of a graph',
    path: 'src/graph/Dijkstra.java',
    symbol: 'search',
    text: 'List<Vertex> search(Vertex source, Vertex target) {\n  PriorityQueue<Vertex> queue = new PriorityQueue<>();\n  queue.add(source);\n  for (Edge edge : vertex.edges()) relax(edge, distance);\n  return route(target);\n}',
  },
  {
    query: 'draw a rounded rectangle on the canvas',
    path: 'render/shapes.c',
    symbol: 'rrect',
    text: 'void rrect(Context *ctx, Rect bounds, float radius, Color fill) {\n  move_to(ctx, bounds.x + radius, bounds.y);\n  arc_to(ctx, bounds.x, bounds.y, radius);\n  fill_path(ctx, fill);\n}',
  },
  {
    query: 'parse the date in ISO format',
    path: 'lib/time/iso8601.rb',
    symbol: 'call',
    text: 'def call(string)\n  year, month, day = string.match(PATTERN).captures.map(&:to_i)\n  Date.new(year, month, day)\nend',
  },
];

describe('the embedded model', () => {
  let tokenizer: Tokenizer;
  let model: Model;

  before(async () => {
    env.allowRemoteModels = false;
    env.localModelPath = models;
    tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
    model = await AutoModel.from_pretrained(name, { local_files_only: true, dtype: 'fp32', device: 'cpu' });
  });

  after(async () => {
    await model.dispose();
  });

  async function embed(texts: string[]): Promise<number[][]> {
    const inputs = tokenizer(texts, { padding: true, truncation: true }) as Record<string, Tensor>;
    const output = (await model(inputs)) as Record<string, Tensor>;
    return output.sentence_embedding?.tolist() as number[][];
  }

  const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

  it('puts the code that a question describes before unrelated code', async () => {
    const codes = await embed(cases.map((one) => embeddedText({ ...one, enclosing: [] })));
    const queries = await embed(cases.map((one) => one.query));
    queries.forEach((query, index) => {
      const scores = codes.map((code) => dot(query, code));
      assert.equal(scores.indexOf(Math.max(...scores)), index, `${cases[index]?.query}: ${scores.join(' ')}`);
    });
  });

  it('answers unit vectors of 256 numbers, whatever stands beside a text in its batch', async () => {
    const [alone] = await embed(['open a file']);
    const [first, , empty] = await embed(['open a file', cases[3]?.text ?? '', '']);
    assert.equal(first?.length, 256);
    assert.ok(Math.abs(dot(first, first) - 1) < 1e-4);
    assert.ok(alone !== undefined && dot(alone, first) > 0.9999);
    assert.ok(empty?.every((value) => value === 0));
  });

  it('cuts text into the ids that it was trained with', () => {
    const samples = JSON.parse(
      readFileSync(join(process.cwd(), 'test/unit/training/tokenizerSamples.json'), 'utf8'),
    ) as { text: string; ids: number[] }[];
    assert.ok(samples.length >= 300);
    for (const { text, ids } of samples)
      assert.deepEqual(tokenizer.encode(text, { add_special_tokens: false }), ids, text);
  });

  it('stays small', () => {
    assert.ok(statSync(join(models, name, 'onnx/model.onnx')).size < 16_000_000);
    assert.ok(statSync(join(models, name, 'tokenizer.json')).size < 2_000_000);
  });

  it('names every repository that it was trained on, with its licence', () => {
    const card = readFileSync(join(models, name, 'README.md'), 'utf8');
    const trained = readRepositories('training/repositories.tsv').filter((row) => row.split === 'train');
    for (const { repository, licence } of trained)
      assert.ok(
        card.includes(`| ${repository} | ${licence} |`),
        `${repository} is missing from the model card.`,
      );
  });
});
