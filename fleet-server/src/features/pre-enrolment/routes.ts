import {
  payloadTypes,
  preEnrolmentIdSchema,
  preEnrolmentLimits,
  preEnrolmentRoutes,
  type PreEnrolment,
  type PreEnrolmentFile,
} from '@gatecast/protocol';
import { newTicketToken, signDocument, ticketKeyOf } from '@gatecast/signing';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { z } from 'zod';
import { countOpen, listPreEnrolments, preEnrolmentOf, revokeOpen, type PreEnrolmentRow } from './store.ts';

const cursorSchema = z.tuple([z.string()]);
const mostOnPage = 1_000;

/** Files for devices of closed networks: made once, listed without their token, revoked. */
export function registerPreEnrolmentRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, fleet, keys, live } = context;

  registerRoute(preEnrolmentRoutes.listPreEnrolments, async ({ params: { screenId }, query: { limit, after } }) => {
    if (!fleet.current().screens.has(screenId)) return refuse('not-found', 'no such screen');
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    if (limit === undefined && cursor.key === null)
      return ok({ preEnrolments: await listPreEnrolments(truth, screenId, clock.nowMs()), next: null });
    const asked = limit ?? mostOnPage;
    const rows = await listPreEnrolments(truth, screenId, clock.nowMs(), { before: cursor.key?.[0], most: asked + 1 });
    const page = pageOf(rows, asked, ({ id }) => [id]);
    return ok({ preEnrolments: [...page.rows], next: page.next });
  });

  registerRoute(preEnrolmentRoutes.makePreEnrolment, async ({ params: { screenId }, body, session }) => {
    const { servers, expiresInMs, replace } = body;
    const screen = fleet.current().screens.get(screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    if (!replace && fleet.current().players.has(screenId))
      return refuse('wrong-state', 'this screen has a player; say `replace` for a file that takes its place', { field: 'body.replace' });
    const nowMs = clock.nowMs();
    const token = newTicketToken();
    const row: PreEnrolmentRow = {
      ...{ id: newId(), screenId, ticket: ticketKeyOf(token).publicKey, servers: JSON.stringify(servers), replaces: replace ? 1 : 0 },
      ...{ madeBy: session.userId, madeAtMs: nowMs, expiresAtMs: nowMs + expiresInMs, usedAtMs: null, playerId: null, revokedAtMs: null },
    };
    const limit = preEnrolmentLimits.openPerScreen;
    const isMade = await truth.transaction().execute(async (transaction) => {
      if ((await countOpen(transaction, screenId, nowMs)) >= limit) return false;
      await transaction.insertInto('pre_enrolments').values(row).execute();
      const detail = { preEnrolmentId: row.id, servers, expiresAtMs: row.expiresAtMs, replace };
      await audit(transaction, { actor: session.userId, action: 'pre-enrolment-made', subject: `screen:${screenId}`, detail });
      return true;
    });
    if (!isMade) return refuse('too-many', `${limit} files for this screen are open; revoke those that nobody needs`, { limit });
    live.emit('changed', ['pre-enrolments']);
    const rootFingerprint = keys.root.fingerprint;
    const payload: PreEnrolment = {
      ...{ version: 1, type: 'pre-enrolment', id: row.id, servers, screenId, siteId: screen.siteId, screenName: screen.name.slice(0, 100) },
      ...{ rootFingerprint, token, issuedAtMs: nowMs, expiresAtMs: row.expiresAtMs },
    };
    const document = signDocument(payloadTypes.preEnrolment, payload, [keys.signers.assembly]);
    const file: PreEnrolmentFile = { version: 1, kind: 'gatecast-pre-enrolment', root: keys.root.signed, document };
    return ok({ preEnrolment: preEnrolmentOf(row, nowMs), file, rootFingerprint });
  });

  registerRoute(preEnrolmentRoutes.revokePreEnrolment, async ({ params, session }) => {
    const { screenId } = params;
    const preEnrolmentId = preEnrolmentIdSchema.parse(params.preEnrolmentId);
    const nowMs = clock.nowMs();
    const isRevoked = await truth.transaction().execute(async (transaction) => {
      if (!(await revokeOpen(transaction, screenId, preEnrolmentId, nowMs))) return false;
      const detail = { preEnrolmentId };
      await audit(transaction, { actor: session.userId, action: 'pre-enrolment-revoked', subject: `screen:${screenId}`, detail });
      return true;
    });
    if (!isRevoked) return refuse('not-found', 'no such file of this screen, or it was used or revoked before');
    live.emit('changed', ['pre-enrolments']);
    return ok({ preEnrolments: await listPreEnrolments(truth, screenId, nowMs) });
  });
}
