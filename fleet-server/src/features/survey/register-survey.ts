import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import type { Guard } from '../../http/guard.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { registerMeansRoutes } from './means-routes.ts';
import { registerProvisionRoutes } from './provision-routes.ts';
import { registerSheetRoutes } from './sheet-routes.ts';

/** The survey of means of information, the plan of them, and the gap between both. */
export function registerSurvey(http: FastifyInstance, guard: Guard, registerRoute: RegisterRoute, context: AppContext): void {
  registerMeansRoutes(registerRoute, context);
  registerProvisionRoutes(registerRoute, context);
  registerSheetRoutes(http, guard, registerRoute, context);
}
