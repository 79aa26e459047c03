/** JSON on stdout, the whole of it or nothing. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** One line on stdout. */
export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line on stderr, for the person. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A question on stdout; the answer follows on the same line. */
export function promptOn(question: string): void {
  process.stdout.write(question);
}
