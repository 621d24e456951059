/** Every word of the interface, in one language. What suppliers write stands in the articles. */
export type Words = {
  readonly skipToContent: string;
  readonly languages: string;
  readonly heading: string;
  readonly lead: string;
  readonly searchLabel: string;
  readonly searchHint: string;
  readonly search: string;
  readonly topics: string;
  readonly allTopics: string;
  readonly articles: string;
  readonly back: string;
  readonly home: string;
  readonly otherLanguages: string;
  readonly suppliedBy: string;
  readonly validFrom: string;
  readonly asOf: string;
  readonly resultsFor: (query: string) => string;
  readonly found: (count: number) => string;
  readonly nothingFound: (query: string) => string;
  readonly nothingFoundAdvice: string;
  readonly askQuestion: string;
  readonly foundElsewhere: string;
  readonly searching: string;
  readonly substituted: (language: string) => string;
  readonly notFound: string;
  readonly notFoundAdvice: string;
  readonly nothingPublished: string;
  readonly nothingPublishedAdvice: string;
  readonly erase: string;
  readonly clear: string;
  readonly space: string;
  /** By the category's own word; one that is not here shows that word. */
  readonly categories: Readonly<Record<string, string>>;
};
