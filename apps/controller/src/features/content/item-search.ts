import { contentRoutes } from '@gatecast/protocol';
import { z } from 'zod';

const { kind, category, supplierId, state, missing, usage, tag } = contentRoutes.listItems.query.shape;

/** What narrows the stock, as the address keeps it; what no list can be asked for is not said. */
export const itemSearchSchema = z.object({
  find: z.string().max(100).optional().catch(undefined),
  kind: kind.catch(undefined),
  category: category.catch(undefined),
  supplier: supplierId.catch(undefined),
  state: state.catch(undefined),
  missing: missing.catch(undefined),
  usage: usage.catch(undefined),
  tag: tag.catch(undefined),
});
export type ItemSearch = z.output<typeof itemSearchSchema>;
