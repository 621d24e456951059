import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { alertStateSchema, receiptsSchema } from './alert.ts';
import { commandReportSchema, commandResultSchema, commandSchema, logBundleSchema } from './command.ts';
import { exitTriesSchema } from './exit-try.ts';
import { feedStateSchema } from './feed.ts';
import { playRecordsSchema } from './play-record.ts';
import { preEnrolmentFileSchema, preEnrolmentSchema } from './pre-enrolment.ts';
import { releaseEnvelopeSchema } from './release.ts';
import { rootDocumentSchema } from './root.ts';
import { payloadTypes, signedDocumentSchema, type SignedDocument } from './signed-document.ts';
import { siteDownloadsSchema } from './site-downloads.ts';
import {
  challengeSchema,
  documentAnswerSchema,
  enrolledSchema,
  enrolmentAuthSchema,
  heartbeatAnswerSchema,
  heartbeatSchema,
  pairingSchema,
  playerAuthSchema,
  proofStatementSchema,
  releaseAvailableSchema,
  releaseReportSchema,
  screenshotSchema,
  storedAnswerSchema,
  welcomeSchema,
  wireFaultSchema,
} from './wire.ts';

// Messages of version 1 as they were when it was frozen. A server speaks with players one and two versions older, so
// these files are never edited: a change that they refuse needs a new version of the protocol.

const folder = new URL('../golden/v1/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

type Golden = { readonly message: z.ZodType; readonly payload?: readonly [type: string, schema: z.ZodType] };
const proof: Golden = { message: signedDocumentSchema, payload: [payloadTypes.proof, proofStatementSchema] };
const command: Golden = { message: signedDocumentSchema, payload: [payloadTypes.command, commandSchema] };
const heartbeat: Golden = { message: heartbeatSchema };
const commandReport: Golden = { message: commandReportSchema };
const report: Golden = { message: releaseReportSchema };
const stored: Golden = { message: storedAnswerSchema };
const result: Golden = { message: commandResultSchema };
const golden: Readonly<Record<string, Golden>> = {
  'alert-state': { message: signedDocumentSchema, payload: [payloadTypes.alertState, alertStateSchema] },
  'answer-none': { message: documentAnswerSchema },
  'answer-refused': stored,
  'answer-release': { message: documentAnswerSchema, payload: [payloadTypes.release, releaseEnvelopeSchema] },
  'answer-stored': stored,
  challenge: { message: challengeSchema },
  'challenge-training': { message: challengeSchema },
  'command-accepted': result,
  'command-brightness': command,
  'command-clear-cache': command,
  'command-display-power': command,
  'command-done': result,
  'command-failed': result,
  'command-identify': command,
  'command-known-good-leave': command,
  'command-known-good-show': command,
  'command-log-bundle': command,
  'command-quiet-hours': command,
  'command-reboot': command,
  'command-refused': result,
  'command-reload-stage': command,
  'command-report-confirmed': commandReport,
  'command-report-failed': commandReport,
  'command-restart-player': command,
  'command-screenshot': command,
  'command-volume': command,
  enrolled: { message: enrolledSchema },
  'enrolment-auth': { message: enrolmentAuthSchema },
  'enrolment-auth-ticket': { message: enrolmentAuthSchema },
  'enrolment-auth-training': { message: enrolmentAuthSchema },
  'exit-tries': { message: exitTriesSchema },
  'feed-state': { message: signedDocumentSchema, payload: [payloadTypes.feedState, feedStateSchema] },
  fault: { message: wireFaultSchema },
  'heartbeat-alert': heartbeat,
  'heartbeat-answer': { message: heartbeatAnswerSchema },
  'heartbeat-answer-feeds': { message: heartbeatAnswerSchema },
  'heartbeat-item': heartbeat,
  'heartbeat-lookup': heartbeat,
  'heartbeat-machine': heartbeat,
  'heartbeat-nothing': heartbeat,
  'heartbeat-troubles': heartbeat,
  'heartbeat-update-waits': heartbeat,
  'log-bundle': { message: logBundleSchema },
  pairing: { message: pairingSchema, payload: [payloadTypes.root, rootDocumentSchema] },
  'play-records': { message: signedDocumentSchema, payload: [payloadTypes.playRecords, playRecordsSchema] },
  'player-auth': { message: playerAuthSchema },
  'player-auth-training': { message: playerAuthSchema },
  'proof-connect': proof,
  'pre-enrolment': { message: preEnrolmentFileSchema, payload: [payloadTypes.preEnrolment, preEnrolmentSchema] },
  'proof-enrol': proof,
  'proof-enrol-ticket': proof,
  receipts: { message: signedDocumentSchema, payload: [payloadTypes.receipts, receiptsSchema] },
  'release-available': { message: releaseAvailableSchema },
  'release-report-active': report,
  'release-report-refused': report,
  screenshot: { message: screenshotSchema },
  'site-downloads': { message: siteDownloadsSchema },
  welcome: { message: welcomeSchema },
  'welcome-feeds': { message: welcomeSchema },
};

/** Keys whose seeds were 32 bytes of 1, 2, 3 and 4: root, assembly, command, device; and that of the ticket of a token of 32 bytes of 5. */
const publicKeys = [
  'iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=',
  'gTl3Dqh9F19Wo1Rmw0x+zMuNipG07jeiXfYPW4/Js5Q=',
  '7UkoxijRwsbq6QM4kFmVYSlZJzpcY/k2NsFGFKyHN9E=',
  'ypOsFwUYcHHWe4PH/w7+gQjo7EUwV113JoeTM9vavnw=',
  'ZvwSMflLAZz1BZBhObHpuI5jzMdkgtCEIwVBcLcx1nI=',
].map((raw) => {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(raw, 'base64')]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
});

/** Bytes travel as a binary attachment and stand here as base64. */
function revived(message: unknown): unknown {
  const withBytes = z.looseObject({ bytes: z.strictObject({ base64: z.base64() }) }).safeParse(message);
  return withBytes.success ? { ...withBytes.data, bytes: Buffer.from(withBytes.data.bytes.base64, 'base64') } : message;
}
function signedIn(message: unknown): SignedDocument {
  const holder = z.looseObject({ document: z.unknown().optional(), root: z.unknown().optional() }).parse(message);
  return signedDocumentSchema.parse(holder.document ?? holder.root ?? message);
}

test('every golden message of version 1 has its schema, and the other way round', () => {
  const files = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
  expect(files.sort()).toEqual(Object.keys(golden).sort());
});

test.each(Object.entries(golden))('version 1 of %s is still taken as it was sent', (name, { message, payload }) => {
  const sent = revived(read(name));
  expect(message.parse(sent)).toEqual(sent);
  if (payload === undefined) return;
  const [type, schema] = payload;
  const signed = signedIn(sent);
  const bytes = Buffer.from(signed.payload, 'base64');
  const statement: unknown = JSON.parse(bytes.toString('utf8'));
  expect([signed.payloadType, schema.parse(statement)]).toEqual([type, statement]);
  // DSSE's pre-authentication encoding, written out a second time so that a change of it cannot go unseen
  const encoded = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${bytes.length} `), bytes]);
  const isSigned = (sig: string) => publicKeys.some((key) => verify(null, encoded, key, Buffer.from(sig, 'base64')));
  expect(signed.signatures.map(({ sig }) => isSigned(sig))).toEqual(name === 'proof-enrol-ticket' ? [true, true] : [true]);
});
