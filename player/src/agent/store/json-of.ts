/** The value of a kept text; undefined where a flipped bit made it no JSON, which every schema then refuses. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
