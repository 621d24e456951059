import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fleetRoutes, signedDocumentSchema } from '@gatecast/protocol';
import { request, signIn } from '../fleet-api/session.ts';
import { Failure, Refusal } from '../refusal.ts';

/** Uploads the packages of a signed update and announces it to a share of the players. Gives what the server announces now. */
export async function publishUpdate(options: {
  readonly document: string;
  readonly files: readonly string[];
  readonly server: string;
  readonly email: string;
  readonly percent: number;
  readonly sites: readonly string[];
}): Promise<unknown> {
  const password = process.env['GATECAST_PASSWORD'] ?? '';
  if (password === '')
    throw new Refusal({ code: 'not-signed-in', message: 'give the password of --email in GATECAST_PASSWORD', field: 'GATECAST_PASSWORD' });
  const document = signedDocumentSchema.safeParse(JSON.parse(await readFile(options.document, 'utf8')));
  if (!document.success) throw new Refusal({ code: 'bad-input', message: `${options.document} is no signed document`, field: 'document' });
  const session = await signIn(options.server, options.email, password);
  // what is announced from now on is over what was announced when this began: a colleague's announcement in between is not undone
  const { revision } = await session.call(fleetRoutes.getSoftware, {});
  for (const file of options.files) {
    const form = new FormData();
    form.append('file', await openAsBlob(file), basename(file));
    const { path, method } = fleetRoutes.uploadPackage;
    const answer = await request(options.server, path, { method, headers: session.headers(), body: form });
    if (!answer.ok) throw new Failure(`Upload of ${basename(file)} failed with status ${answer.status}: ${await answer.text()}`);
    await answer.body?.cancel();
  }
  const stage = { shareBp: options.percent * 100, siteIds: options.sites.length === 0 ? null : [...options.sites] };
  return await session.call(fleetRoutes.announceSoftware, { body: { document: document.data, stage, revision } });
}
