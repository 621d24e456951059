import type { WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { followNews, takeNews } from './screen-news.ts';

const screen = (id: string, state: WallScreen['state']) => ({ id, state }) as WallScreen;

it('a screen that was told of after its page was read is as it was told', () => {
  const news = followNews();
  takeNews([screen('a', 'offline'), screen('b', 'offline')], 20);
  takeNews([screen('a', 'healthy')], 30);
  const read = [
    { screen: screen('a', 'impaired'), toldAtMs: 10 },
    { screen: screen('b', 'healthy'), toldAtMs: 21 },
    { screen: screen('c', 'healthy'), toldAtMs: 10 },
  ];
  expect(read.map(news.newest)).toEqual([screen('a', 'healthy'), screen('b', 'healthy'), screen('c', 'healthy')]);
  news.stop();
});

it('nothing is remembered for lists that are read already', () => {
  const news = followNews();
  news.stop();
  takeNews([screen('a', 'offline')], 20);
  expect(news.newest({ screen: screen('a', 'healthy'), toldAtMs: 10 })).toEqual(screen('a', 'healthy'));
});
