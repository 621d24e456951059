import { feedContentSchema, feedDefinitionSchema } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { demoLanguages } from './demo-language.ts';
import { waitingTimes, waitingTimesAt, waitingTimesFrame, waitingTimesSource } from './waiting-times.ts';

test('the frame of the waiting times is there in every language, over columns that their source has', () => {
  expect(Object.keys(waitingTimes.variants)).toEqual(demoLanguages);
  const source = feedDefinitionSchema.parse({ ...waitingTimesSource, siteId: null });
  for (const language of demoLanguages) {
    const frame = feedContentSchema.parse(waitingTimesFrame(waitingTimes.variants[language], 'source'));
    expect(frame.columns.map(({ key, format }) => [key, format.as])).toEqual(source.columns.map(({ key, type }) => [key, type]));
  }
});

test('queues change from one sending to the next and never run below nothing', () => {
  const day = Array.from({ length: 24 * 60 }, (_, minute) => waitingTimesAt(minute * 60_000));
  expect(day.flat().filter(({ minutes, people }) => minutes < 1 || people < 0)).toEqual([]);
  expect(new Set(day.map((rows) => JSON.stringify(rows))).size).toBeGreaterThan(500);
});
