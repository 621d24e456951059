import { collectionRoutes } from '@gatecast/protocol';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { Collector } from './collector.ts';

export function registerCollectionRoutes(registerRoute: RegisterRoute, collector: Collector): void {
  registerRoute(collectionRoutes.collect, ({ body, session }) => collector.run({ ...body, actor: session.userId }), { limitPerMinute: 10 });
}
