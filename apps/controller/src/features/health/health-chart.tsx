import type { HealthTally } from '@gatecast/protocol';
import classes from './health.module.css';

export type Bucket = HealthTally & { readonly fromMs: number; readonly untilMs: number };
/** From below: what was well carries what was not. */
const states = ['healthy', 'impaired', 'offline', 'unknown'] as const;
const [width, height] = [1_000, 96];

/** How a screen was over time: a column for each part of the span. Its figures stand in the table beside it, which is for those who cannot see it. */
export function HealthChart({ buckets, titleOf }: { buckets: readonly Bucket[]; titleOf: (bucket: Bucket) => string }) {
  const step = width / Math.max(1, buckets.length);
  return (
    <svg className={classes['chart']} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      {buckets.map((bucket, index) => (
        <g key={bucket.fromMs} transform={`translate(${index * step} 0)`}>
          <title>{titleOf(bucket)}</title>
          {columnOf(bucket).map(({ state, fromY, untilY }) => (
            <rect
              key={state}
              className={classes[state]}
              x={0}
              width={Math.max(step - Math.min(2, step / 4), 1)}
              y={height - untilY}
              height={untilY - fromY}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

function columnOf(bucket: Bucket): readonly { state: (typeof states)[number]; fromY: number; untilY: number }[] {
  const sum = states.reduce((all, state) => all + bucket[state], 0);
  let y = 0;
  return states.flatMap((state) => {
    if (bucket[state] === 0) return [];
    const fromY = y;
    y += (bucket[state] / sum) * height;
    return [{ state, fromY, untilY: y }];
  });
}
