export { beforeFirstRow, createAuditVerifier, hashOfAuditRow, type AuditFault, type AuditFindings } from './audit-chain.ts';
export { hashPin, isPin } from './hashed-pin.ts';
export { generateSeed, isSignatureValid, keyIdOf, signingKeyOf, type SigningKey } from './key-pair.ts';
export { newTicketToken, ticketKeyOf } from './ticket-key.ts';
export { canonicalBytes, nameOfBytes } from './object-name.ts';
export { fingerprintOf, quorumOf, verifyRoot } from './root.ts';
export { signDocument, verifyDocument, verifyDocumentAside, type Quorum, type Verified } from './signed-document.ts';
