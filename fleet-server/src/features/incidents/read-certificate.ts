import type { ServedCertificate } from '../../http/keep-certificate.ts';
import { certificateLimits } from '../../http/keep-certificate.ts';
import type { Read } from './readings.ts';

/** How the certificates of all nodes are read: by the one that ends first. A server without one, as behind a proxy, has nothing to end. */
export function readCertificate(certificates: readonly ServedCertificate[], nowMs: number): Read {
  const [first] = certificates.toSorted((one, other) => one.endsAtMs - other.endsAtMs);
  if (first === undefined) return { reading: 'good', fact: null };
  const leftMs = first.endsAtMs - nowMs;
  const { warnMs, wellMs } = certificateLimits;
  return {
    reading: leftMs < warnMs ? 'bad' : leftMs >= wellMs ? 'good' : 'between',
    fact: { says: 'certificate-ends', name: first.name, endsAtMs: first.endsAtMs },
  };
}
