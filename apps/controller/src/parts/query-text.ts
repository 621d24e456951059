/** What is asked for as the query of an address; what is not said is left out. */
export function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]])),
  ).toString();
}
