import { signedDocumentSchema } from '../signed-document.ts';
import { route } from './route.ts';

/** What a portal asks of a server: everything else it needs are objects and media by their names. */
export const portalRoutes = {
  getPortalRelease: route({
    method: 'GET',
    path: '/api/portal/release',
    summary: 'The signed envelope of the newest portal release: the approved articles',
    tag: 'portal',
    access: 'public',
    answer: signedDocumentSchema,
  }),
  getPortalRoot: route({
    method: 'GET',
    path: '/api/portal/root',
    summary: 'The signed root document, to be compared by its fingerprint before it is trusted',
    tag: 'portal',
    access: 'public',
    answer: signedDocumentSchema,
  }),
} as const;
