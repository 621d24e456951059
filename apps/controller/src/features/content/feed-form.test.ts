import { feedContentSchema, feedSourceIdSchema, type FeedContent, type FeedSource } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { columnsOfForm, emptyFeedForm, readFeed, withSource, writeFeed } from './feed-form.ts';

const content: FeedContent = {
  kind: 'feed',
  title: 'Tỷ giá',
  sourceId: '0196f0c2-0000-7000-8000-000000000000',
  columns: [
    { key: 'currency', label: 'Ngoại tệ', format: { as: 'text' } },
    { key: 'sell', label: 'Bán', format: { as: 'number', decimals: 2, unit: '₫' } },
    { key: 'at', label: '', format: { as: 'time', style: 'date-and-time' } },
  ],
  mostRows: 12,
  oldAfterS: 90,
  goneAfterS: 600,
  whenGone: { kind: 'text', text: 'Chưa có tỷ giá' },
};
const source: Pick<FeedSource, 'id' | 'columns'> = {
  id: feedSourceIdSchema.parse(content.sourceId),
  columns: [
    { key: 'currency', type: 'text' },
    { key: 'buy', type: 'number' },
  ],
};

test('a frame is written as it was read', () => {
  expect(feedContentSchema.parse(writeFeed('Tỷ giá', readFeed(content)))).toEqual(content);
  const skipping: FeedContent = { ...content, whenGone: { kind: 'skip' } };
  expect(writeFeed('Tỷ giá', readFeed(skipping))).toEqual(skipping);
});

test('a source brings its columns, and those that a frame leaves out can be switched on', () => {
  expect(writeFeed('x', withSource(emptyFeedForm, source)).columns.map(({ key }) => key)).toEqual(['currency', 'buy']);
  expect(columnsOfForm(readFeed(content), source).map(({ key, isShown }) => [key, isShown])).toEqual([
    ['currency', true],
    ['sell', true],
    ['at', true],
    ['buy', false],
  ]);
});
