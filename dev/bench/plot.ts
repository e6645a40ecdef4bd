/** The time of the post stage for a number of services. */
export interface Point {
  readonly services: number;
  /** Milliseconds. */
  readonly time: number;
}

/** Bars for a terminal. */
export function plotText(points: readonly Point[]): string {
  const longest = Math.max(...points.map(({ time }) => time));
  return points
    .map(({ services, time }) => {
      const bar = '█'.repeat(Math.max(1, Math.round((time / longest) * 40)));
      return `${String(services).padStart(5)} ${bar} ${Math.round(time)} ms`;
    })
    .join('\n');
}

/** The same as an SVG. */
export function plotSvg(points: readonly Point[]): string {
  const longest = Math.max(...points.map(({ time }) => time));
  const bars = points.map(({ services, time }, index) => {
    const [y, width] = [34 + index * 34, Math.round((time / longest) * 380)];
    return [
      `  <text x="62" y="${y + 16}" text-anchor="end">${services}</text>`,
      `  <rect x="72" y="${y}" width="${width}" height="22" fill="#632ca6"/>`,
      `  <text x="${80 + width}" y="${y + 16}">${Math.round(time)} ms</text>`,
    ].join('\n');
  });
  const height = 44 + points.length * 34;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 ${height}" width="540" height="${height}" font-family="sans-serif" font-size="14" fill="#24292f">
  <title>What the post stage takes, by the number of services</title>
  <rect width="540" height="${height}" fill="#ffffff"/>
  <text x="12" y="20">Services in one step, and the whole post stage</text>
${bars.join('\n')}
</svg>
`;
}
