/** Bars as an SVG. @param times of the post stage in milliseconds, by the number of services */
export function plotSvg(times: ReadonlyMap<number, number>): string {
  const longest = Math.max(...times.values());
  const bars = [...times].map(([services, time], index) => {
    const [y, width] = [34 + index * 34, Math.round((time / longest) * 380)];
    return [
      `  <text x="62" y="${y + 16}" text-anchor="end">${services}</text>`,
      `  <rect x="72" y="${y}" width="${width}" height="22" fill="#632ca6"/>`,
      `  <text x="${80 + width}" y="${y + 16}">${Math.round(time)} ms</text>`,
    ].join('\n');
  });
  const height = 44 + times.size * 34;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 ${height}" width="540" height="${height}" font-family="sans-serif" font-size="14" fill="#24292f">
  <title>What the post stage takes, by the number of services</title>
  <rect width="540" height="${height}" fill="#ffffff"/>
  <text x="12" y="20">Services in one step, and the whole post stage</text>
${bars.join('\n')}
</svg>
`;
}
