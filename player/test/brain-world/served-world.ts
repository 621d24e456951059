import type { Alert, AlertState, Receipt, ReleaseReport, SignedDocument } from '@gatecast/protocol';

export type MadeRelease = {
  readonly number: number;
  readonly screenId: string;
  readonly isSigned: boolean;
  readonly isPlayable: boolean;
  /** 0: at once. */
  readonly activateAtMs: number;
  /** The root first: it names the others. */
  readonly objects: readonly string[];
  readonly media: readonly string[];
};

export const screenId = 'screen-1';
export const siteId = 'site-1';

/** Everything that it takes to keep a release, its envelope as an object too. */
export function needsOf(release: MadeRelease): Pick<MadeRelease, 'objects' | 'media'> {
  return { objects: [`envelope-${release.number}`, ...release.objects], media: release.media };
}

/** A fleet server as a player can know it, and what it was told. */
export class ServedWorld {
  private readonly releases = new Map<number, MadeRelease>();
  /** What it offers, which may be a lie. */
  offered = 0;
  alerts: { readonly state: AlertState; readonly isSigned: boolean } | null = null;
  readonly lists = new Map<string, number>();
  readonly reports: ReleaseReport[] = [];
  readonly receipts = new Map<string, Receipt>();

  made(number: number): MadeRelease {
    const found = this.releases.get(number);
    if (found === undefined) throw new Error(`there is no release ${number}`);
    return found;
  }
  offer(release: MadeRelease): void {
    this.releases.set(release.number, release);
    this.offered = release.number;
  }
  raise(alerts: readonly Alert[], knownGood: number, isSigned: boolean): void {
    const revision = (this.alerts?.state.revision ?? 0) + 1;
    const name = `list-${revision}`;
    this.lists.set(name, knownGood);
    const state: AlertState = { version: 1, type: 'alert-state', siteId, revision, issuedAtMs: 0, alerts: [...alerts], withdrawn: [] };
    this.alerts = { state: knownGood === 0 ? state : { ...state, knownGood: name }, isSigned };
  }
  document(id: string): SignedDocument {
    return { payloadType: 'test', payload: Buffer.from(id).toString('base64'), signatures: [] };
  }
}
