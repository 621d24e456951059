import type { AlertState, Receipt, ReleaseReport } from '@gatecast/protocol';
import type { KnownGoodFacts, Preparation, ReleaseFacts } from '../../src/brain/release-steps.ts';
import { needsOf, type MadeRelease, type ServedWorld } from './served-world.ts';

type Kept = { readonly number: number; readonly role: 'next' | 'active' | 'previous'; readonly state: 'delivered' | 'prepared' | 'active' };

/** What survives an agent. Each change is whole, as in a transaction; `fail` says which the disk refuses. */
export class Disk {
  kept: readonly Kept[] = [];
  refusedNumber = 0;
  held = 0;
  alertState: AlertState | null = null;
  readonly objects = new Set<string>();
  readonly media = new Set<string>();
  reports: readonly ReleaseReport[] = [];
  readonly receipts = new Map<string, { readonly receipt: Receipt; isStored: boolean }>();

  role(role: Kept['role']): Kept | undefined {
    return this.kept.find((one) => one.role === role);
  }
  highest(): number {
    return Math.max(0, ...this.kept.map(({ number }) => number));
  }
  waiting(): readonly Receipt[] {
    return [...this.receipts.values()].filter(({ isStored }) => !isStored).map(({ receipt }) => receipt);
  }
  receive(number: number, atMs: number): void {
    const before = this.role('next');
    this.kept = [...this.kept.filter(({ role }) => role !== 'next'), { number, role: 'next', state: 'delivered' }];
    if (before !== undefined) this.reports = [...this.reports, { number: before.number, state: 'superseded', atMs }];
    this.reports = [...this.reports, { number, state: 'delivered', atMs }];
  }
  prepare(number: number, atMs: number): void {
    this.kept = this.kept.map((one) => (one.role === 'next' && one.number === number ? { ...one, state: 'prepared' } : one));
    this.reports = [...this.reports, { number, state: 'prepared', atMs }];
  }
  activate(number: number, atMs: number): void {
    const active = this.role('active');
    this.kept = [{ number, role: 'active', state: 'active' }, ...(active === undefined ? [] : [{ ...active, role: 'previous' } as const])];
    this.reports = [...this.reports, { number, state: 'active', atMs }];
  }
  refuse(report: ReleaseReport, isVerified: boolean): void {
    this.kept = this.kept.filter(({ role, number }) => role !== 'next' || number !== report.number);
    if (isVerified) this.refusedNumber = Math.max(this.refusedNumber, report.number);
    this.reports = [...this.reports, report];
  }

  /** What is missing of a release: its root first, then what the root names. */
  preparationOf(release: MadeRelease): Preparation {
    const missingObjects = release.objects.filter((name) => !this.objects.has(name));
    const [root = ''] = release.objects;
    if (missingObjects.length > 0) return { kind: 'incomplete', missingObjects: this.objects.has(root) ? missingObjects : [root] };
    if (!release.isPlayable) return { kind: 'unusable', reason: 'plan-refused', detail: '' };
    return { kind: 'open', missingMedia: this.missingMedia(release) };
  }
  missingMedia(release: MadeRelease | undefined): readonly { readonly hash: string; readonly sizeBytes: number }[] {
    return (release?.media ?? []).filter((hash) => !this.media.has(hash)).map((hash) => ({ hash, sizeBytes: 1 }));
  }
  isWhole(release: MadeRelease): boolean {
    const preparation = this.preparationOf(release);
    return preparation.kind === 'open' && preparation.missingMedia.length === 0;
  }
  /** The number of the release that the list names, whose envelope is here. */
  wantedKnownGood(server: ServedWorld, list: string | undefined): { readonly missing: string } | { readonly number: number } {
    if (list === undefined) return { number: 0 };
    if (!this.objects.has(list)) return { missing: list };
    const number = server.lists.get(list) ?? 0;
    return number === 0 || this.objects.has(`envelope-${number}`) ? { number } : { missing: `envelope-${number}` };
  }
  knownGoodFacts(server: ServedWorld, list: string | undefined): KnownGoodFacts {
    const wanted = this.wantedKnownGood(server, list);
    if ('missing' in wanted) return { kind: 'incomplete', missingObjects: [wanted.missing] };
    if (wanted.number === 0) return this.held === 0 ? { kind: 'settled', missingMedia: [] } : { kind: 'unwanted' };
    const preparation = this.preparationOf(server.made(wanted.number));
    if (preparation.kind === 'incomplete') return preparation;
    if (preparation.kind === 'unusable') return { kind: 'settled', missingMedia: [] };
    const { missingMedia } = preparation;
    return this.held === wanted.number ? { kind: 'settled', missingMedia } : { kind: 'open', number: wanted.number, missingMedia };
  }
  /** As an agent looks; `shortBytes` is what the disk has too few. */
  facts(
    server: ServedWorld,
    list: string | undefined,
    { shortBytes, nowMs }: { readonly shortBytes: number; readonly nowMs: number },
  ): Omit<ReleaseFacts, 'availableNumber' | 'isConnected'> {
    const next = this.role('next');
    const activeNumber = this.role('active')?.number ?? 0;
    const preparation = next === undefined ? null : this.preparationOf(server.made(next.number));
    const knownGood = this.knownGoodFacts(server, list);
    const wanted = this.wantedKnownGood(server, list);
    const needed = [
      ...this.kept.map(({ number }) => needsOf(server.made(number))),
      ...[this.held, 'number' in wanted ? wanted.number : 0].filter((number) => number > 0).map((number) => needsOf(server.made(number))),
    ];
    const objects = new Set([list ?? '', ...needed.flatMap((one) => [...one.objects])]);
    const media = new Set(needed.flatMap((one) => [...one.media]));
    const isClear = preparation?.kind !== 'incomplete' && knownGood.kind !== 'incomplete';
    return {
      refusedNumber: this.refusedNumber,
      activeNumber,
      activeMissingMedia: activeNumber === 0 ? [] : this.missingMedia(server.made(activeNumber)),
      next:
        next === undefined || preparation === null
          ? null
          : {
              number: next.number,
              state: next.state === 'delivered' ? 'delivered' : 'prepared',
              preparation,
              activateInMs: activeNumber === 0 ? 0 : Math.max(0, server.made(next.number).activateAtMs - nowMs),
            },
      knownGood,
      unneeded: isClear
        ? {
            objects: [...this.objects].filter((name) => !objects.has(name)),
            media: [...this.media].filter((hash) => !media.has(hash)).map((hash) => ({ hash, sizeBytes: 1 })),
          }
        : { objects: [], media: [] },
      shortBytes,
      reportsWaiting: this.reports.length,
    };
  }
}
