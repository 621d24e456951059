import type { Problem } from '@gatecast/protocol';

/** Carries a problem through a place that can only throw, such as a Fastify plug-in or a transaction that must roll back. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly statusCode: number;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
    this.statusCode = problem.status;
  }
}
