import { issueFaultsOf, problemOf, type Problem } from '@gatecast/protocol';
import type { z } from 'zod';

/** The first issue as a problem that names the field (`body.spans[0].from`) and the limit that it broke. */
export function badInputOf(place: 'body' | 'params' | 'query', error: z.ZodError): Problem {
  const [fault] = issueFaultsOf(error);
  const path = fault?.path ?? '';
  const field = path === '' || path.startsWith('[') ? `${place}${path}` : `${place}.${path}`;
  const limit = fault?.limit;
  return problemOf('bad-input', `${field}: ${fault?.message ?? 'is not valid'}`, { field, ...(limit === undefined ? {} : { limit }) });
}
