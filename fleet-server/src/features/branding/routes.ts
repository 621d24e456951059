import { brandingRoutes, hashSchema, logoLimits, logoPath, problemOf, type Branding } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { sendProblem } from '../../http/send-problem.ts';
import { countEdit, revisionOf } from '../revisions/store.ts';
import { drawLogo } from './draw-logo.ts';
import { readHouse, writeHouse, type House, type Logo } from './store.ts';

/** How the house shows itself. Reading needs no session, because the sign-in page shows it; it tells this and nothing else. */
export function registerBranding(http: FastifyInstance, registerRoute: RegisterRoute, { truth, audit, live }: AppContext): void {
  registerRoute(brandingRoutes.getBranding, async ({ reply }) => {
    reply.header('cache-control', 'no-cache');
    const revision = await revisionOf(truth, 'branding');
    return ok(told(await readHouse(truth), revision));
  });

  registerRoute(brandingRoutes.putBranding, async ({ body, session }) => {
    let drawn: Logo | null = null;
    if (body.logo.kind === 'new') {
      const field = 'body.logo.data';
      const bytes = Buffer.from(body.logo.data, 'base64');
      if (bytes.byteLength > logoLimits.fileBytes)
        return refuse('too-large', `${field}: a logo has ${logoLimits.fileBytes / 1_024} KiB at most`, {
          field,
          limit: logoLimits.fileBytes,
        });
      const result = await drawLogo(bytes);
      if (result.kind === 'refused') return refuse('bad-file', result.problem, { field });
      drawn = result.logo;
    }
    const outcome = await truth.transaction().execute(async (transaction) => {
      const edit = { what: 'appearance', audited: 'house', actions: ['branding-changed'], read: body.revision };
      const counted = await countEdit(transaction, 'branding', edit);
      if (counted.kind === 'problem') return counted;
      const logo = body.logo.kind === 'keep' ? (await readHouse(transaction)).logo : drawn;
      const house = { name: body.name, accent: body.accent, logo };
      await writeHouse(transaction, house);
      const detail = { name: body.name, accent: body.accent, logo: logo?.hash ?? null };
      await audit(transaction, { actor: session.userId, action: 'branding-changed', subject: 'house', detail });
      return ok(told(house, counted.revision));
    });
    if (outcome.kind === 'ok') live.emit('changed', ['branding']);
    return outcome;
  });

  http.get<{ Params: { hash: string } }>(logoPath(':hash'), async (request, reply) => {
    const hash = hashSchema.safeParse(request.params.hash);
    const { logo } = await readHouse(truth);
    if (!hash.success || logo?.hash !== hash.data) return sendProblem(reply, problemOf('not-found', 'no such logo'));
    const tag = `"${logo.hash}"`;
    reply.header('etag', tag).header('cache-control', 'public, max-age=31536000, immutable');
    if (request.headers['if-none-match'] === tag) return reply.status(304).send();
    return reply.type('image/png').send(Buffer.from(logo.png, 'base64'));
  });
}

function told({ name, accent, logo }: House, revision: number): Branding {
  return { name, accent, logo: logo === null ? null : { hash: logo.hash, widthPx: logo.widthPx, heightPx: logo.heightPx }, revision };
}
