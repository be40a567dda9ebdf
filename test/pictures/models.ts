/** What the tests draw: ordinary, empty, full, and as bad as it gets. */
import type {
  HeatMapModel,
  ProgressCardModel,
  RoadMapModel,
  StepState,
  WeekModel,
} from '../../src/pictures/models.ts';

const states: readonly StepState[] = ['done', 'declined', 'snoozed', 'begun', 'waiting', 'open'];

/** Texts that break pictures: too wide, too high, right to left, unbreakable, invisible, or not text at all. */
export const nastyTexts: readonly string[] = [
  'W'.repeat(100),
  'ﷺ'.repeat(60),
  '深入学习神经网络并从零开始实现一个属于自己的深度学习框架以及更多内容这里还有很多字需要显示出来看看会怎么样呢',
  'ابدأ بتعلم الشبكات العصبية العميقة باستخدام بايتورش من الصفر',
  'ภาษาไทยไม่มีช่องว่างระหว่างคำจึงต้องตัดคำด้วยพจนานุกรมเสมอ',
  '👨‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽1️⃣'.repeat(20),
  `Z${'\u0336\u0321\u031b\u0340'.repeat(40)}algo`,
  `😀${'\u200d😀'.repeat(60)}`,
  '\u202Egnirts desrever\u202C \u2066isolated\u2069',
  '\u0000\u0007\u001b[31m\u007f\u0085\u2028\u2029',
  '\ud800 lone \udfff',
  '\u200b\u200c\u200d\u2060\ufeff\u3164\u2800',
  '<b onload="x">&amp;&#0;]]></b><!--',
  '\u{10FFFF}\u{E000}\u{F0000}',
  '',
];

const nasty = (index: number): string => nastyTexts[index % nastyTexts.length] ?? '';

export function roadMap(
  count: number,
  title: (index: number) => string = (index) => `Step ${index}`,
): RoadMapModel {
  return {
    title: title(0),
    steps: Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      title: title(index),
      state: states[index % states.length] ?? 'open',
      words: title(index + 1),
      ticked: index % 6,
      of: 5,
      here: index === Math.floor(count / 2),
    })),
  };
}

export const weeks = (count: number, week: Partial<WeekModel> = {}): WeekModel[] =>
  Array.from({ length: count }, (_, index) => ({
    week: `2026-W${String((index % 52) + 1).padStart(2, '0')}`,
    level: 2,
    kept: index % 2 === 0,
    ...week,
  }));

export const emptyCard: ProgressCardModel = {
  name: 'ada',
  steps: { done: 0, of: 0 },
  milestones: { ticked: 0, of: 0 },
  streakWeeks: 0,
  current: null,
  weeks: [],
  latest: [],
};

export const fullCard = (text: (index: number) => string): ProgressCardModel => ({
  name: text(0),
  steps: { done: 25, of: 25 },
  milestones: { ticked: 1_234_567, of: 1_234_567 },
  streakWeeks: 9_999,
  current: text(1),
  weeks: weeks(26, { level: 4, kept: true }),
  latest: [2, 3, 4].map((index) => ({ kind: text(index), title: text(index + 1), date: text(index + 2) })),
});

export const heatMap = (name: string, count = 53, week: Partial<WeekModel> = {}): HeatMapModel => ({
  name,
  weeks: weeks(count, week),
  total: `${count} of the last 52 weeks`,
});

/** Every picture at its limits. */
export const extremes = {
  'a road map without steps': { kind: 'roadMap', model: roadMap(0) },
  'a road map of 1 step': { kind: 'roadMap', model: roadMap(1) },
  'a road map of 2 steps': { kind: 'roadMap', model: roadMap(2) },
  'a road map of 10 steps': { kind: 'roadMap', model: roadMap(10) },
  'a road map of 25 nasty steps': { kind: 'roadMap', model: roadMap(25, nasty) },
  'a road map of 25 steps full of emoji': {
    kind: 'roadMap',
    model: roadMap(25, (index) => '🦊🍇🎨🚀🌈🧑🏿‍🚀🦄🍕🐙🎉'.repeat(2).slice(index % 3 === 1 ? 2 : 0)),
  },
  'an empty card': { kind: 'progressCard', model: emptyCard },
  'a full card': { kind: 'progressCard', model: fullCard(nasty) },
  'a card of emoji': { kind: 'progressCard', model: fullCard(() => nasty(5)) },
  'a heat map without weeks': { kind: 'heatMap', model: heatMap('ada', 0) },
  'a heat map of 1 week': { kind: 'heatMap', model: heatMap('ada', 1) },
  'a full heat map': { kind: 'heatMap', model: heatMap(nasty(0), 53, { level: 4, kept: true }) },
  'a heat map of weeks that are none': { kind: 'heatMap', model: heatMap('ada', 3, { week: 'soon' }) },
} as const;
