// One voice for set-up: plain lines that read well in a terminal and in a log.

/** Where set-up speaks: not on standard output where that was promised to JSON alone. */
export const voice = process.argv.includes('--json') ? process.stderr : process.stdout;
const isTerminal = voice.isTTY && process.env.NO_COLOR === undefined;
const paint = (code, text) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);

export function step(text) {
  voice.write(`${paint('36', '▸')} ${text}\n`);
}

export function done(text, sinceMs) {
  const seconds = sinceMs === undefined ? '' : paint('2', ` ${((Date.now() - sinceMs) / 1000).toFixed(1)} s`);
  voice.write(`${paint('32', '✓')} ${text}${seconds}\n`);
}

export function note(text) {
  voice.write(`${paint('33', '!')} ${text}\n`);
}

/** Says what is wrong and what to do, and ends the process: 2 for what the caller can mend. */
export function refuse(text, code = 2) {
  process.stderr.write(`${paint('31', '✗')} ${text}\n`);
  process.exit(code);
}
