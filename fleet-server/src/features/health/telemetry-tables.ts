/** Minutes in which a screen was in a state; what is missing is unknown. */
type Tally = { healthy: number; impaired: number; offline: number };

export type HealthTables = {
  /** How each screen was in each minute of the last two days. A minute without a row is one of which nothing is known. */
  health_minutes: { screenId: string; minuteMs: number; state: 'healthy' | 'impaired' | 'offline' };
  /** Minutes of an hour that is over, for a hundred days. */
  health_hours: { screenId: string; hourMs: number } & Tally;
  /** Minutes of a day that is over at the screen's site (`YYYY-MM-DD`), for 26 months. */
  health_days: { screenId: string; day: string } & Tally;
};
