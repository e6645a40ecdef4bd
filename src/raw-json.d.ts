// Node 24 has it; TypeScript's libraries do not declare it yet.
interface JSON {
  /** A number that `JSON.stringify` writes digit for digit, where a double would round it. */
  rawJSON(text: string): object;
}
