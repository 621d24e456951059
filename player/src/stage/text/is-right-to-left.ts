const scripts = /^(ar|he|iw|fa|ur|ps|sd|ug|yi|dv|ku-Arab)\b|-(Arab|Hebr|Thaa)\b/;

/** Whether a language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return scripts.test(language) && !/-(Latn|Cyrl)\b/.test(language);
}
