import { expect, it } from 'vitest';
import { initials } from '../../src/playground/page/view/avatar.ts';

it.each([
  ['Ada', 'A'],
  ['Deep Learning Study Hall', 'DL'],
  ['Noor (Oslo)', 'NO'],
  ['sam_1999', 'S1'],
  ['🦊 Théo 👩🏽‍💻', 'T'],
  ['佐藤 雪', '佐雪'],
  ['ليلى', 'ل'],
  ['👩🏽‍💻', '👩🏽‍💻'],
])('the avatar of %s says %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
