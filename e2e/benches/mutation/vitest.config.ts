import { defineConfig } from 'vitest/config';

// What kills mutants of the engine: the table of cases and the tests with numbers in them. Generated plans do not count: they take long, and a
// rule that only they hold is one that nobody has written down.
export default defineConfig({
  test: {
    include: ['schedules/{src,test}/**/*.test.ts'],
    exclude: [
      'schedules/test/**/*.property.test.ts',
      'schedules/test/planted-faults.test.ts',
      'schedules/test/recurrence/dateutil.test.ts',
    ],
    testTimeout: 60_000,
  },
});
