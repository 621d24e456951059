import {
  accountKeepingRoutes,
  accountRoutes,
  alertRoutes,
  auditRoutes,
  brandingRoutes,
  calendarRoutes,
  commandRoutes,
  contentRoutes,
  feedRoutes,
  fileRoutes,
  fleetRoutes,
  healthRoutes,
  playRoutes,
  momentRoutes,
  incidentRoutes,
  collectionRoutes,
  knownGoodRoutes,
  meansRoutes,
  peopleRoutes,
  portalRoutes,
  preEnrolmentRoutes,
  operatorEventSchemas,
  problemSchema,
  provisionRoutes,
  reportRoutes,
  layoutRoutes,
  scheduleRoutes,
  screenRoutes,
  sitePlanRoutes,
  timetableRoutes,
  uploadRoutes,
  workRoutes,
  type FileRoute,
  type Route,
} from '@gatecast/protocol';
import { z } from 'zod';
import { credentialsSchema } from '../features/people/sign-in.ts';

/** Every route of the protocol's table. */
export const allRoutes: readonly Route[] = [
  peopleRoutes,
  accountRoutes,
  accountKeepingRoutes,
  brandingRoutes,
  fleetRoutes,
  sitePlanRoutes,
  playRoutes,
  momentRoutes,
  screenRoutes,
  timetableRoutes,
  healthRoutes,
  preEnrolmentRoutes,
  commandRoutes,
  incidentRoutes,
  contentRoutes,
  uploadRoutes,
  workRoutes,
  feedRoutes,
  scheduleRoutes,
  layoutRoutes,
  collectionRoutes,
  knownGoodRoutes,
  calendarRoutes,
  alertRoutes,
  auditRoutes,
  portalRoutes,
  meansRoutes,
  provisionRoutes,
  reportRoutes,
].flatMap((table) => Object.values<Route>(table));

/** The OpenAPI 3.1 document of the table (its schemas are JSON Schema 2020-12, which zod makes). */
export function openApiDocument(routes: readonly Route[] = allRoutes): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  for (const route of Object.values<FileRoute>(fileRoutes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], get: fileOperationOf(route) };
  }
  for (const [path, operations] of Object.entries(doors)) paths[path] = { ...paths[path], ...operations };
  // what is told over the operators' socket, which OpenAPI has no place for: LIVE.md of the protocol
  const live = Object.entries(operatorEventSchemas).map(([name, schema]) => [
    `Live${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    jsonSchema(schema, 'output'),
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Gatecast fleet server', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output'), ...Object.fromEntries(live) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'gatecast.session_token' } },
    },
  };
}

const problem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };

/** The doors for people, which better-auth and the organisation's own service keep: no part of the table. */
const doors = {
  '/api/auth/sign-in/email': {
    post: {
      summary: 'Sign in with address and password; the session is a cookie. `twoFactorRedirect` true: a one-time code is wanted as well',
      ...{ tags: ['people'], 'x-access': 'public', security: [], parameters: [] },
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(credentialsSchema, 'input') } } },
      responses: {
        '200': { description: 'Signed in, or halfway', content: { 'application/json': { schema: { type: 'object' } } } },
        '4XX': { description: 'Refused', ...problem },
      },
    },
  },
  '/api/auth/sign-out': {
    post: {
      summary: 'End the session of the cookie',
      ...{ tags: ['people'], 'x-access': 'public', security: [], parameters: [] },
      responses: { '200': { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } } },
    },
  },
  '/api/auth/sso/start': {
    get: {
      summary: 'Leads a browser to the organisation’s own sign-in service, where one is set, and from there back to `to`',
      ...{ tags: ['people'], 'x-access': 'public', security: [] },
      parameters: [{ name: 'to', in: 'query', required: false, schema: { type: 'string' } }],
      responses: { '302': { description: 'On to the service' }, '4XX': { description: 'Refused', ...problem } },
    },
  },
};

function fileOperationOf(route: FileRoute): Record<string, unknown> {
  return {
    summary: route.summary,
    tags: [route.tag],
    'x-access': route.access,
    security: route.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parametersOf(route, 'params', 'path'), ...parametersOf(route, 'query', 'query')],
    responses: {
      '200': { description: 'The file', content: { [route.mime]: { schema: { type: 'string' } } } },
      '4XX': { description: 'Refused, with the reason', ...problem },
      '5XX': { description: 'The server failed', ...problem },
    },
  };
}

function operationOf(route: Route): Record<string, unknown> {
  return {
    summary: route.summary,
    tags: [route.tag],
    'x-access': route.access,
    security: route.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parametersOf(route, 'params', 'path'), ...parametersOf(route, 'query', 'query'), ...ifMatchOf(route)],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } } }),
    ...(route.takesBytes === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }),
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: jsonSchema(route.answer, 'output') } } },
      ...(route.method === 'GET' ? { '304': { description: 'The answer is still the one of the ETag in If-None-Match' } } : {}),
      ...(route.ifMatch === undefined
        ? {}
        : {
            '412': { description: 'Somebody else was quicker: `edited-meanwhile`', ...problem },
            '428': { description: 'Neither If-Match nor its field says what was read: `precondition-required`', ...problem },
          }),
      '4XX': { description: 'Refused, with the reason', ...problem },
      '5XX': { description: 'The server failed', ...problem },
    },
  };
}

/** The header of an edit; the field that says the same may be left out where it is there. */
function ifMatchOf({ ifMatch, method }: Route): readonly unknown[] {
  if (ifMatch === undefined) return [];
  const place = method === 'DELETE' ? 'query' : 'body';
  const description = `What was read, as its ETag, of which the part before the point (\`${ifMatch}\`) counts: what else the answer told may have changed. Stands for \`${ifMatch}\` of the ${place}; one of the two is required`;
  return [{ name: 'If-Match', in: 'header', required: false, description, schema: { type: 'string' } }];
}

function parametersOf(route: Pick<Route, 'params' | 'query'>, place: 'params' | 'query', where: 'path' | 'query'): readonly unknown[] {
  const schema = route[place];
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  // a transform (trimming, NFC) has no JSON Schema; what stands before or behind it has
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}
