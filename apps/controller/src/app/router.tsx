import { incidentKinds, instantSchema, playEndSchema, reportKindSchema } from '@gatecast/protocol';
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { meQuery } from '../api/me-query.ts';
import { NotFound, PageFault } from './page-fault.tsx';
import { piece } from './piece.ts';
import { Loading } from '../parts/loading.tsx';
import { readyWords } from '../words/words.ts';

const rootRoute = createRootRouteWithContext<{ readonly queries: QueryClient }>()({ component: Outlet, notFoundComponent: NotFound });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({
    // a path of these pages, and nobody else's
    to: z
      .string()
      .regex(/^\/(?![/\\])/)
      .optional()
      .catch(undefined),
    failure: z.enum(['unreachable', 'unknown', 'refused']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => piece(import('../features/sign-in/sign-in-page.tsx')), 'SignInPage'),
});
const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: z.object({ token: z.string().catch('').default('') }),
  component: lazyRouteComponent(() => piece(import('../features/sign-in/setup-page.tsx')), 'SetupPage'),
});

const linkSearch = z.object({ token: z.string().catch('').default('') });
const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: linkSearch,
  component: lazyRouteComponent(() => piece(import('../features/sign-in/new-password-page.tsx')), 'InvitationPage'),
});
const forgottenRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => piece(import('../features/sign-in/forgotten-page.tsx')), 'ForgottenPage'),
});
const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  validateSearch: linkSearch,
  component: lazyRouteComponent(() => piece(import('../features/sign-in/new-password-page.tsx')), 'ResetPage'),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: lazyRouteComponent(() => piece(import('./shell.tsx')), 'Shell'),
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery);
    if (me === null) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
    await readyWords();
  },
});
const under = { getParentRoute: () => shellRoute } as const;

export const wallSearchSchema = z.object({
  state: z.enum(['healthy', 'impaired', 'offline', 'unpaired', 'unknown']).optional().catch(undefined),
  find: z.string().optional().catch(undefined),
  site: z.string().optional().catch(undefined),
  area: z.string().optional().catch(undefined),
  tag: z.string().optional().catch(undefined),
  view: z.enum(['sites', 'flat', 'plan']).optional().catch(undefined),
  size: z.enum(['large', 'small']).optional().catch(undefined),
});

export const screensSearchSchema = wallSearchSchema.pick({ state: true, find: true, site: true, tag: true }).extend({
  sort: z.enum(['place', 'name', 'state', 'last-seen']).optional().catch(undefined),
});

const incidentSearchSchema = z.object({
  state: z.enum(['open', 'acknowledged', 'resolved', 'any']).optional().catch(undefined),
  siteId: z.string().optional().catch(undefined),
  of: z.literal('server').optional().catch(undefined),
  kind: z.enum(incidentKinds).optional().catch(undefined),
});

const playsSearchSchema = z.object({
  site: z.string().optional().catch(undefined),
  day: z.iso.date().optional().catch(undefined),
  item: z.string().optional().catch(undefined),
  entry: z.string().optional().catch(undefined),
  ended: playEndSchema.optional().catch(undefined),
});

export const surveySearchSchema = z.object({
  view: z.enum(['inventory', 'plan', 'gap']).optional().catch(undefined),
  site: z.string().optional().catch(undefined),
  year: z.int().min(1980).max(2100).optional().catch(undefined),
  kind: z.enum(['display', 'lookup', 'counter', 'web']).optional().catch(undefined),
  condition: z.enum(['good', 'worn', 'faulty', 'out-of-use']).optional().catch(undefined),
  find: z.string().optional().catch(undefined),
  means: z.string().optional().catch(undefined),
});

const someText = z.string().max(100).optional().catch(undefined);
/** Their values are read by the page: what it knows of items is no part of the first page. */
const contentSearchSchema = z.object({
  find: someText,
  kind: someText,
  category: someText,
  supplier: someText,
  state: someText,
  missing: someText,
  usage: someText,
  /** What is being added. */
  add: z.literal('item').optional().catch(undefined),
});

export const reportSearchSchema = z.object({
  report: reportKindSchema.optional().catch(undefined),
  site: z.string().optional().catch(undefined),
  span: z.enum(['day', 'week', 'month', 'quarter', 'year', 'days']).optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
});

const pages = [
  createRoute({
    ...under,
    path: '/',
    validateSearch: wallSearchSchema,
    component: lazyRouteComponent(() => piece(import('../features/wall/wall-page.tsx')), 'WallPage'),
  }),
  createRoute({
    ...under,
    path: '/screens',
    validateSearch: screensSearchSchema,
    component: lazyRouteComponent(() => piece(import('../features/screens/screens-page.tsx')), 'ScreensPage'),
  }),
  createRoute({
    ...under,
    path: '/screens/$screenId',
    validateSearch: playsSearchSchema.omit({ site: true }).extend({
      incidents: z.enum(incidentKinds).optional().catch(undefined),
      span: z.enum(['hour', 'day', 'week', 'season']).optional().catch(undefined),
    }),
    component: lazyRouteComponent(() => piece(import('../features/screen/screen-page.tsx')), 'ScreenPage'),
  }),
  createRoute({
    ...under,
    path: '/screens/$screenId/time',
    validateSearch: z.object({
      at: instantSchema.optional().catch(undefined),
      by: z.enum(['published', 'draft']).optional().catch(undefined),
    }),
    component: lazyRouteComponent(() => piece(import('../features/time-machine/time-machine-page.tsx')), 'TimeMachinePage'),
  }),
  createRoute({
    ...under,
    path: '/plays',
    validateSearch: playsSearchSchema,
    component: lazyRouteComponent(() => piece(import('../features/plays/plays-page.tsx')), 'PlaysPage'),
  }),
  createRoute({
    ...under,
    path: '/incidents',
    validateSearch: incidentSearchSchema,
    component: lazyRouteComponent(() => piece(import('../features/incidents/incidents-page.tsx')), 'IncidentsPage'),
  }),
  createRoute({
    ...under,
    path: '/incidents/routes',
    component: lazyRouteComponent(() => piece(import('../features/incidents/routes-page.tsx')), 'RoutesPage'),
  }),
  createRoute({
    ...under,
    path: '/health',
    validateSearch: z.object({
      site: z.string().optional().catch(undefined),
      span: z.enum(['day', 'week']).optional().catch(undefined),
      find: someText,
      only: z.literal('unwell').optional().catch(undefined),
    }),
    component: lazyRouteComponent(() => piece(import('../features/health/timeline-page.tsx')), 'TimelinePage'),
  }),
  createRoute({
    ...under,
    path: '/enrol',
    validateSearch: z.object({
      screenId: z.string().optional().catch(undefined),
      // as a screen's code says it, in groups: of digits alone it would be a number here
      code: z.string().max(16).optional().catch(undefined),
    }),
    component: lazyRouteComponent(() => piece(import('../features/enrol/enrol-page.tsx')), 'EnrolPage'),
  }),
  createRoute({
    ...under,
    path: '/sites',
    component: lazyRouteComponent(() => piece(import('../features/enrol/sites-page.tsx')), 'SitesPage'),
  }),
  createRoute({
    ...under,
    path: '/survey',
    validateSearch: surveySearchSchema,
    component: lazyRouteComponent(() => piece(import('../features/survey/survey-page.tsx')), 'SurveyPage'),
  }),
  createRoute({
    ...under,
    path: '/survey/sheets',
    validateSearch: surveySearchSchema.pick({ site: true, means: true }),
    component: lazyRouteComponent(() => piece(import('../features/survey/sheets-page.tsx')), 'SheetsPage'),
  }),
  createRoute({
    ...under,
    path: '/survey/report',
    validateSearch: surveySearchSchema.pick({ site: true, year: true }),
    component: lazyRouteComponent(() => piece(import('../features/survey/report-page.tsx')), 'ReportPage'),
  }),
  createRoute({
    ...under,
    path: '/schedule',
    validateSearch: z.object({ entry: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => piece(import('../features/schedule/schedule-page.tsx')), 'SchedulePage'),
  }),
  createRoute({
    ...under,
    path: '/schedule/timetable',
    validateSearch: z.object({
      target: z.string().optional().catch(undefined),
      view: z.enum(['day', 'week', 'month', 'year']).optional().catch(undefined),
      date: z.iso.date().optional().catch(undefined),
    }),
    component: lazyRouteComponent(() => piece(import('../features/timetable/timetable-page.tsx')), 'TimetablePage'),
  }),
  createRoute({
    ...under,
    path: '/schedule/calendars',
    component: lazyRouteComponent(() => piece(import('../features/calendars/calendars-page.tsx')), 'CalendarsPage'),
  }),
  createRoute({
    ...under,
    path: '/schedule/publish',
    validateSearch: z.object({ rollBackTo: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => piece(import('../features/schedule/publish-page.tsx')), 'PublishPage'),
  }),
  createRoute({
    ...under,
    path: '/schedule/publications/$publicationId',
    component: lazyRouteComponent(() => piece(import('../features/schedule/publication-page.tsx')), 'PublicationPage'),
  }),
  createRoute({
    ...under,
    path: '/content',
    validateSearch: contentSearchSchema,
    component: lazyRouteComponent(() => piece(import('../features/content/items-page.tsx')), 'ItemsPage'),
  }),
  createRoute({
    ...under,
    path: '/content/items/$itemId',
    validateSearch: z.object({ language: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => piece(import('../features/content/item-page.tsx')), 'ItemPage'),
  }),
  createRoute({
    ...under,
    path: '/content/approvals',
    validateSearch: z.object({ find: someText, language: someText }),
    component: lazyRouteComponent(() => piece(import('../features/content/approvals-page.tsx')), 'ApprovalsPage'),
  }),
  createRoute({
    ...under,
    path: '/content/media',
    validateSearch: z.object({ find: someText }),
    component: lazyRouteComponent(() => piece(import('../features/content/media-page.tsx')), 'MediaPage'),
  }),
  createRoute({
    ...under,
    path: '/content/feeds',
    component: lazyRouteComponent(() => piece(import('../features/feeds/sources-page.tsx')), 'SourcesPage'),
  }),
  createRoute({
    ...under,
    path: '/content/playlists',
    validateSearch: z.object({ open: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => piece(import('../features/content/playlists-page.tsx')), 'PlaylistsPage'),
  }),
  createRoute({
    ...under,
    path: '/layouts',
    validateSearch: z.object({ open: someText }),
    component: lazyRouteComponent(() => piece(import('../features/layouts/layouts-page.tsx')), 'LayoutsPage'),
  }),
  createRoute({
    ...under,
    path: '/emergency',
    validateSearch: z.object({ alert: someText }),
    component: lazyRouteComponent(() => piece(import('../features/emergency/emergency-page.tsx')), 'EmergencyPage'),
  }),
  createRoute({
    ...under,
    path: '/emergency/templates',
    component: lazyRouteComponent(() => piece(import('../features/emergency/templates-page.tsx')), 'TemplatesPage'),
  }),
  createRoute({
    ...under,
    path: '/reports',
    validateSearch: reportSearchSchema,
    component: lazyRouteComponent(() => piece(import('../features/reports/reports-page.tsx')), 'ReportsPage'),
  }),
  createRoute({
    ...under,
    path: '/people',
    validateSearch: z.object({ find: someText, person: someText, add: z.literal('invitation').optional().catch(undefined) }),
    component: lazyRouteComponent(() => piece(import('../features/people/people-page.tsx')), 'PeoplePage'),
  }),
  createRoute({
    ...under,
    path: '/audit',
    validateSearch: z.object({ actor: someText, action: someText, subject: someText, from: someText, until: someText }),
    component: lazyRouteComponent(() => piece(import('../features/audit/audit-page.tsx')), 'AuditPage'),
  }),
  createRoute({
    ...under,
    path: '/appearance',
    component: lazyRouteComponent(() => piece(import('../features/branding/appearance-page.tsx')), 'AppearancePage'),
  }),
  createRoute({
    ...under,
    path: '/account',
    component: lazyRouteComponent(() => piece(import('../features/account/account-page.tsx')), 'AccountPage'),
  }),
] as const;

type PathIn<Id> = Id extends `/shell${infer Path}` ? Path : never;
/** The address of a page behind sign-in, as it stands above. */
export type PagePath = PathIn<(typeof pages)[number]['id']>;

// within the frame, so that the navigation leads on
const nowhereRoute = createRoute({ ...under, path: '$', component: NotFound });

/** The pages and their addresses; every page but the shell is a piece of its own, fetched when it is first opened. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      signInRoute,
      setupRoute,
      invitationRoute,
      forgottenRoute,
      resetRoute,
      shellRoute.addChildren([...pages, nowhereRoute]),
    ]),
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    // a page that is there is not held back so that a sign may be seen that it was not
    defaultPendingMinMs: 0,
    defaultErrorComponent: PageFault,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
