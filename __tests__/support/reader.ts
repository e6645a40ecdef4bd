/** The time at which tests read their inputs: 2026-06-01T12:00:00Z. */
export const NOW = 1_780_315_200_000_000_000n;
