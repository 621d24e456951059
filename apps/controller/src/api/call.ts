import { createApiClient } from '@gatecast/api-client';
import type { Problem, Route, RouteAnswer, RouteInput } from '@gatecast/protocol';
import { ask } from './early.ts';

const client = createApiClient({
  baseUrl: '',
  fetch: ask,
});

/** What TanStack Query catches: the server's problem, or null with a detail where no server could be understood. */
export class ApiFault extends Error {
  readonly problem: Problem | null;

  constructor(problem: Problem | null, detail: string) {
    super(detail);
    this.name = 'ApiFault';
    this.problem = problem;
  }
}

/** Calls a route of the protocol's table. Throws ApiFault, because queries and mutations tell failure by throwing. */
export async function call<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteAnswer<R>> {
  const result = await client.call(route, input);
  switch (result.kind) {
    case 'ok':
      return result.answer;
    case 'problem':
      throw new ApiFault(result.problem, result.problem.detail);
    case 'unreachable':
      throw new ApiFault(null, result.detail);
  }
}

/** The fault code of an error, or null where it is none of the server's. */
export function faultCodeOf(error: unknown): Problem['code'] | null {
  return error instanceof ApiFault ? (error.problem?.code ?? null) : null;
}
