import { afterAll, beforeAll, describe } from 'vitest';
import { startBucket, type Bucket } from './bucket.ts';

/** Runs the tests that `define` makes with files in a folder and again in a bucket, as what is promised must hold in both alike; see `onBothStores`. */
export function inBothPlaces(define: (newPlace: () => Promise<Record<string, string>>) => void): void {
  describe('files in a folder', () => define(async () => ({})));
  describe('files in a bucket', () => {
    let bucket: Bucket;
    beforeAll(async () => {
      bucket = await startBucket();
    });
    afterAll(() => bucket.close());
    define(async () => bucket.settings);
  });
}
