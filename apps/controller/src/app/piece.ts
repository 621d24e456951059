/** A part of the application that could not be fetched: no server answers, or it holds another version. */
export class MissingPiece extends Error {
  constructor(cause: unknown) {
    super('a part of the application could not be fetched', { cause });
    this.name = 'MissingPiece';
  }
}

/**
 * A piece of the application, fetched when it is needed. Throws MissingPiece, which the router does not answer by
 * reloading the window: without a server that would leave the browser's own error page.
 */
export async function piece<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    throw new MissingPiece(error);
  }
}
