import type { HealthFigure } from '@gatecast/protocol';

/** Minutes in which a screen was in a state; what is missing is unknown. */
type Tally = { healthy: number; impaired: number; offline: number };

/** Of the minutes in which a figure was told: the lowest, the mean, the highest, and how many they were. */
type Rolled = { [column in `${HealthFigure}${'Low' | 'Mean' | 'High'}`]: number | null } & {
  [column in `${HealthFigure}Count`]: number;
};

export type HealthTables = {
  /**
   * How each screen was in each minute of the last two days, and the figures of the last heartbeat within it. A minute without a row is one of which
   * nothing is known; one of silence has no figures.
   */
  health_minutes: { screenId: string; minuteMs: number; state: 'healthy' | 'impaired' | 'offline' } & Record<HealthFigure, number | null>;
  /** Minutes of an hour that is over, for a hundred days. */
  health_hours: { screenId: string; hourMs: number } & Tally;
  /** Minutes of a day that is over at the screen's site (`YYYY-MM-DD`), for 26 months. */
  health_days: { screenId: string; day: string } & Tally;
  /** Figures of an hour in which any was told, for a hundred days. */
  health_figure_hours: { screenId: string; hourMs: number } & Rolled;
  /** Figures of a day at the screen's site in which any was told, for 26 months. */
  health_figure_days: { screenId: string; day: string } & Rolled;
};
