/**
 * `npm run bench:pictures`: how long a picture takes from the asking to the bytes, how large it is, and what the thread
 * and its fonts cost in memory. Every picture is another one, so that none comes out of the cache.
 */

import type { Picture, RoadMapModel, StepState, WeekModel } from '../src/pictures/models.ts';
import { Pictures } from '../src/pictures/pictures.ts';

const rounds = 100;
const targetMs = 150;
const targetBytes = 200_000;

interface Case {
  readonly name: string;
  draw(pictures: Pictures, round: number): Promise<Picture>;
}

export async function main(): Promise<void> {
  const before = residentMb();
  const pictures = new Pictures();
  try {
    const first = await timed(() => pictures.heatMap(heatMap('the first of all')));
    process.stdout.write(`The first picture, thread and fonts included: ${first.ms.toFixed(0)} ms\n`);
    const rows = [];
    for (const each of cases) rows.push(await measure(each, pictures));
    process.stdout.write(`${table(rows)}\n`);
    process.stdout.write(
      `Resident: ${before} MB before the first picture, ${residentMb()} MB after the last\n`,
    );
    if (rows.some((row) => row.p99Ms > targetMs || row.bytes > targetBytes)) process.exitCode = 1;
  } finally {
    await pictures.close();
  }
}

const states: readonly StepState[] = ['done', 'begun', 'open', 'waiting', 'snoozed', 'declined'];
const titles = [
  'Start another deep-learning course',
  'ابدأ بتعلم الشبكات العصبية العميقة',
  '深入学习神经网络并从零开始实现一个框架',
  'हिन्दी में गहन शिक्षण सीखना शुरू करें',
  'ニューラルネットワークを学び、作ってみよう',
  '인공신경망을 배우고 만들어 봅시다',
  'ภาษาไทยไม่มีช่องว่างระหว่างคำ',
  'Deep learning 🔥 from scratch 👩🏽‍💻 with friends 🎉',
];

const cases: readonly Case[] = [
  { name: 'road map, 10 steps', draw: (pictures, round) => pictures.roadMap(roadMap(10, round)) },
  { name: 'road map, 25 steps', draw: (pictures, round) => pictures.roadMap(roadMap(25, round)) },
  {
    name: 'progress card',
    draw: (pictures, round) =>
      pictures.progressCard({
        name: `${titles[round % titles.length]} ${round}`,
        steps: { done: 3, of: 10 },
        milestones: { ticked: 17, of: 48 },
        streakWeeks: round,
        current: 'Grab a mathy textbook',
        weeks: weeks(26),
        latest: titles.slice(0, 3).map((title) => ({ kind: 'Post', title, date: '3 Nov' })),
      }),
  },
  {
    name: 'heat map',
    draw: (pictures, round) => pictures.heatMap(heatMap(`${titles[round % titles.length]} ${round}`)),
  },
];

const roadMap = (steps: number, round: number): RoadMapModel => ({
  title: `Road map ${round}`,
  steps: Array.from({ length: steps }, (_, index) => ({
    number: index + 1,
    title: `${titles[(index + round) % titles.length]} ${round}`,
    state: states[index % states.length] ?? 'open',
    words: states[index % states.length] ?? '',
    ticked: 2,
    of: 5,
    here: index === 3,
  })),
});

const heatMap = (name: string) => ({ name, weeks: weeks(53), total: '17 of the last 52 weeks' });

const levels = [0, 1, 2, 3, 4] as const;
const weeks = (count: number): WeekModel[] =>
  Array.from({ length: count }, (_, index) => ({
    week: `2026-W${String((index % 52) + 1).padStart(2, '0')}`,
    level: levels[index % levels.length] ?? 0,
    kept: index % 3 > 0,
  }));

async function measure({ name, draw }: Case, pictures: Pictures) {
  // The titles of the first rounds bring the fonts that the others find.
  for (let round = 0; round < titles.length; round += 1) await draw(pictures, -round - 1);
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { ms, value } = await timed(() => draw(pictures, round));
    times.push(ms);
    bytes = Math.max(bytes, value.png.byteLength);
  }
  times.sort((one, other) => one - other);
  const percentile = (share: number) => times[Math.ceil(times.length * share) - 1] ?? Number.NaN;
  return { name, p50Ms: percentile(0.5), p99Ms: percentile(0.99), bytes };
}

async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await run();
  return { ms: performance.now() - start, value };
}

function table(rows: readonly Awaited<ReturnType<typeof measure>>[]): string {
  const lines = rows.map(
    ({ name, p50Ms, p99Ms, bytes }) =>
      `${name.padEnd(20)}${p50Ms.toFixed(0).padStart(8)}${p99Ms.toFixed(0).padStart(8)}${(bytes / 1000).toFixed(0).padStart(10)}`,
  );
  return [
    `${''.padEnd(20)}${'p50 ms'.padStart(8)}${'p99 ms'.padStart(8)}${'largest kB'.padStart(11)}`,
    ...lines,
  ].join('\n');
}

const residentMb = () => Math.round(process.memoryUsage.rss() / 1e6);
