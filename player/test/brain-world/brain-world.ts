import { simulatedClock, type SimulatedClock } from '@gatecast/clock';
import type { AlertState } from '@gatecast/protocol';
import type { AlertEffect } from '../../src/brain/alert-step.ts';
import type { Outcome, ReleaseEffect } from '../../src/brain/release-lane.ts';
import type { Step } from '../../src/brain/release-steps.ts';
import { startBrain, step, type Brain, type BrainEffect, type BrainEvent } from '../../src/brain/step.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { Disk } from './disk.ts';
import { expectedOf, outcomeOf, receiptKey, type Outcomes } from './outcome.ts';
import { ServedWorld, screenId, siteId } from './served-world.ts';

const done: Outcome = { kind: 'done' };
const failed: Outcome = { kind: 'failed' };

/**
 * A player whose agent is the brain alone: its hands, disk, network and server are simulated. While it storms, messages and answers are
 * dropped, doubled, delayed and so come out of order, and the agent dies at any moment. Throws where a promise is broken.
 */
export class BrainWorld {
  readonly clock: SimulatedClock = simulatedClock(1_000_000);
  readonly disk = new Disk();
  readonly server = new ServedWorld();
  private readonly random: () => number;
  private brain: Brain = startBrain({ screenId, siteId }, null);
  /** What was asked in an earlier life is answered to nobody. */
  private life = 0;
  private activationTimer = 0;
  /** What was sent over an earlier connection does not arrive. */
  private connection = 0;
  private isLinked = false;
  isStorming = true;
  private looks = 0;
  /** The outcome soon after the faults ended, without what may be under way again. */
  settled: Outcomes = {};
  onGlass: AlertState | null = null;
  /** The highest revision that the server knows to be kept here. */
  private acknowledgedRevision = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.begin();
    this.every(15_000, () => this.beat());
    this.every(180_000, () => this.take({ kind: 'pull-due' }));
    this.every(1_000, () => this.take({ kind: 'alerts', event: { kind: 'alert-look-due' } }));
  }

  private every(periodMs: number, action: () => void): void {
    this.clock.after(periodMs, () => {
      action();
      this.every(periodMs, action);
    });
  }
  private chance(share: number): boolean {
    return this.isStorming && this.random() < share;
  }
  private promise(holds: boolean, what: string): void {
    if (!holds) throw new Error(`broken at ${this.clock.monotonicMs()} ms: ${what}`);
  }

  // ---- the agent's life -----------------------------------------------------------------------------------------

  private begin(): void {
    this.life++;
    this.promise((this.disk.alertState?.revision ?? 0) >= this.acknowledgedRevision, 'an alert state that was acknowledged is not kept');
    this.onGlass = this.disk.alertState;
    this.brain = startBrain({ screenId, siteId }, this.disk.alertState);
    this.take({ kind: 'releases', event: { kind: 'releases-changed' } });
  }
  restart(): void {
    this.cut();
    this.begin();
  }
  take(event: BrainEvent): void {
    const { state, effects } = step(this.brain, event);
    this.brain = state;
    for (const effect of effects) this.perform(effect);
  }
  /** What the hands answer: late, and now and then twice. */
  private answer(event: BrainEvent, withinMs: number): void {
    const { life } = this;
    const arrive = () => {
      if (life === this.life) this.take(event);
    };
    this.clock.after(this.random() * withinMs, arrive);
    if (this.chance(0.1)) this.clock.after(this.random() * withinMs * 3, arrive);
  }
  /** What is asked of the disk is done a moment later, if the agent lives so long. */
  private later(withinMs: number, action: () => void): void {
    const { life } = this;
    this.clock.after(this.random() * withinMs, () => {
      if (life === this.life) action();
    });
  }
  private perform({ kind, effect }: BrainEffect): void {
    if (kind === 'alerts') this.performAlerts(effect);
    else this.performReleases(effect);
  }

  // ---- the network ----------------------------------------------------------------------------------------------

  cut(): void {
    this.connection++;
    if (!this.isLinked) return;
    this.isLinked = false;
    this.take({ kind: 'disconnected' });
  }
  connect(): void {
    if (this.isLinked) return;
    this.isLinked = true;
    this.connection++;
    const { offered, alerts } = this.server;
    const activeNumber = this.disk.role('active')?.number ?? 0;
    this.take({ kind: 'connected', releaseNumber: offered, alertRevision: alerts?.state.revision ?? 0, activeNumber });
  }
  /** Carries something over the present connection, in either direction. */
  private carry(action: () => void): void {
    const { connection } = this;
    if (!this.isLinked || this.chance(0.15)) return;
    const arrive = () => {
      if (connection === this.connection) action();
    };
    this.clock.after(this.random() * 400, arrive);
    if (this.chance(0.15)) this.clock.after(this.random() * 8_000, arrive);
  }
  private request(onServer: () => void, onLost: () => void): void {
    let isAnswered = false;
    const { life } = this;
    this.clock.after(10_000, () => {
      if (!isAnswered && life === this.life) onLost();
    });
    this.carry(() => {
      isAnswered = true;
      onServer();
    });
  }
  push(): void {
    const { offered, alerts } = this.server;
    if (offered > 0) this.carry(() => this.take({ kind: 'releases', event: { kind: 'release-told', number: offered } }));
    if (alerts !== null) this.carry(() => this.alertsCame(alerts));
  }
  private beat(): void {
    const { offered, alerts } = this.server;
    this.carry(() => this.take({ kind: 'server-told', releaseNumber: offered, alertRevision: alerts?.state.revision ?? 0 }));
  }
  private alertsCame({ state, isSigned }: NonNullable<ServedWorld['alerts']>): void {
    const document = this.server.document(`alerts-${state.revision}`);
    this.take({ kind: 'alerts', event: { kind: 'alerts-came', document, state: isSigned ? state : null, detail: 'not signed' } });
  }

  // ---- releases -------------------------------------------------------------------------------------------------

  private performReleases(effect: ReleaseEffect): void {
    switch (effect.kind) {
      case 'look': {
        this.looks++;
        if (this.chance(0.05)) return this.finished(effect.turn, { kind: 'wait', waitMs: 10_000 });
        const nowMs = this.clock.nowMs();
        const facts = this.disk.facts(this.server, this.brain.alerts.state?.knownGood, { shortBytes: this.chance(0.1) ? 2 : 0, nowMs });
        this.awaitActivation(facts.next?.activateInMs ?? 0);
        return this.answer({ kind: 'releases', event: { kind: 'release-facts', turn: effect.turn, facts } }, 50);
      }
      case 'do':
        return this.later(200, () => this.doStep(effect.turn, effect.step));
      case 'wait':
        return void this.clock.after(effect.waitMs, () =>
          this.take({ kind: 'releases', event: { kind: 'release-retry-due', turn: effect.turn } }),
        );
      case 'abandon':
        return undefined;
      case 'ask-release':
        return this.ask(0);
      case 'receive': {
        const release = this.server.made(effect.number);
        this.promise(
          release.isSigned && release.screenId === screenId,
          `release ${effect.number} is received and is not one of this screen`,
        );
        if (this.chance(0.1)) return this.finished(effect.turn, { kind: 'wait', waitMs: 10_000 });
        if (this.disk.highest() < effect.number) this.disk.receive(effect.number, this.clock.nowMs());
        return this.finished(effect.turn, done);
      }
      case 'refuse': {
        const { number, reason, detail, isVerified } = effect;
        return this.disk.refuse({ number, state: 'refused', atMs: this.clock.nowMs(), reason, detail }, isVerified);
      }
    }
  }
  private finished(turn: number, outcome: Outcome): void {
    this.answer({ kind: 'releases', event: { kind: 'release-done', turn, outcome } }, 50);
  }
  private ask(turn: number): void {
    this.request(
      () => {
        if (this.server.offered === 0) return this.answer({ kind: 'releases', event: { kind: 'release-came', turn, came: null } }, 500);
        const { number, isSigned, screenId: ofScreen } = this.server.made(this.server.offered);
        const came = {
          document: this.server.document(`release-${number}`),
          judged: isSigned
            ? ({ kind: 'verified', document: { number, screenId: ofScreen } } as const)
            : ({ kind: 'refused', reason: 'bad-signature', detail: '' } as const),
          highestNumber: this.disk.highest(),
          refusedNumber: this.disk.refusedNumber,
        };
        return this.answer({ kind: 'releases', event: { kind: 'release-came', turn, came } }, 500);
      },
      () => (turn === 0 ? undefined : this.finished(turn, failed)),
    );
  }
  private doStep(turn: number, step: Step): void {
    const nowMs = this.clock.nowMs();
    switch (step.name) {
      case 'send-reports':
        return this.sendReports(turn);
      case 'fetch-release':
        return this.ask(turn);
      case 'fetch-objects':
      case 'fetch-media': {
        const [names, here] =
          step.name === 'fetch-objects' ? [step.names, this.disk.objects] : [step.refs.map(({ hash }) => hash), this.disk.media];
        const got = names.filter(() => !this.chance(0.2));
        for (const name of got) this.later(1_000, () => here.add(name));
        return this.later(1_000, () => this.finished(turn, names.every((name) => here.has(name)) ? done : failed));
      }
      case 'prepare':
        this.disk.prepare(step.number, nowMs);
        return this.finished(turn, done);
      case 'activate':
        return this.finished(turn, this.activate(step.number) ? done : failed);
      case 'refuse':
        this.disk.refuse({ number: step.number, state: 'refused', atMs: nowMs, reason: step.reason, detail: step.detail }, true);
        return this.finished(turn, done);
      case 'hold-known-good': {
        const wanted = this.disk.wantedKnownGood(this.server, this.brain.alerts.state?.knownGood);
        const isWanted = 'number' in wanted && wanted.number === step.number;
        if (isWanted) this.disk.held = step.number;
        return this.finished(turn, isWanted ? done : failed);
      }
      case 'drop-known-good':
        this.disk.held = 0;
        return this.finished(turn, done);
      case 'evict':
        for (const name of step.objects) this.disk.objects.delete(name);
        for (const hash of step.media) this.disk.media.delete(hash);
        this.keptIsWhole();
        return this.finished(turn, done);
    }
  }
  /** A timer that a later look sets anew. */
  private awaitActivation(inMs: number): void {
    const { life } = this;
    const timer = ++this.activationTimer;
    if (inMs === 0) return;
    this.clock.after(Math.min(inMs, 20_000), () => {
      if (life === this.life && timer === this.activationTimer) this.take({ kind: 'releases', event: { kind: 'release-activation-due' } });
    });
  }
  private activate(number: number): boolean {
    const next = this.disk.role('next');
    if (next?.number !== number || !this.disk.isWhole(this.server.made(number))) return false;
    const release = this.server.made(number);
    const before = this.disk.role('active')?.number ?? 0;
    this.promise(number > before, `release ${number} replaces ${before}`);
    this.promise(release.isSigned && release.screenId === screenId && release.isPlayable, `release ${number} is active and is not to be`);
    this.promise(before === 0 || release.activateAtMs <= this.clock.nowMs(), `release ${number} is active before its instant`);
    this.promise(next.state === 'prepared', `release ${number} is active before it was prepared`);
    this.disk.activate(number, this.clock.nowMs());
    return true;
  }
  /** No step takes away what a kept release needs. */
  private keptIsWhole(): void {
    const numbers = [this.disk.role('active')?.number ?? 0, this.disk.held].filter((number) => number > 0);
    const gone = numbers.flatMap((number) => this.server.made(number).objects).filter((name) => !this.disk.objects.has(name));
    this.promise(gone.length === 0, `${gone.join()} of what is kept was evicted`);
  }
  private sendReports(turn: number): void {
    const [report] = this.disk.reports;
    if (report === undefined) return this.finished(turn, done);
    return this.request(
      () => {
        if (report.state === 'active')
          this.promise(
            this.disk.kept.some(({ number, state }) => state === 'active' && number >= report.number),
            'reported before it was kept',
          );
        this.server.reports.push(report);
        this.later(100, () => {
          this.disk.reports = this.disk.reports.filter((one) => one !== report);
          this.sendReports(turn);
        });
      },
      () => this.finished(turn, failed),
    );
  }
  /** A file of what is kept breaks and is noticed. */
  breakMedia(): void {
    const all = [...this.disk.media];
    const hash = all[Math.floor(this.random() * all.length)];
    if (hash === undefined) return;
    this.disk.media.delete(hash);
    this.take({ kind: 'releases', event: { kind: 'releases-changed' } });
  }

  // ---- alerts ---------------------------------------------------------------------------------------------------

  private performAlerts(effect: AlertEffect): void {
    switch (effect.kind) {
      case 'show-alerts':
        this.promise(effect.state.revision > this.acknowledgedRevision, 'an older alert state is shown');
        this.promise(effect.state.revision > (this.onGlass?.revision ?? 0), 'the glass goes back to older alerts');
        this.onGlass = effect.state;
        return undefined;
      case 'keep-alerts': {
        const { state } = this.brain.alerts;
        if (this.chance(0.2) || state?.revision !== effect.revision) return undefined;
        return this.later(100, () => {
          // a disk is written in the order in which it is asked
          if ((this.disk.alertState?.revision ?? 0) < effect.revision) this.disk.alertState = state;
          this.answer({ kind: 'alerts', event: { kind: 'alerts-kept', revision: effect.revision } }, 50);
        });
      }
      case 'ask-alerts':
        return this.request(
          () => {
            const { alerts } = this.server;
            if (alerts !== null) this.carry(() => this.alertsCame(alerts));
          },
          () => undefined,
        );
      case 'look-at-alerts': {
        const marks = [...this.disk.receipts.values()].map(({ receipt }) => receipt);
        const painted = (this.onGlass?.alerts ?? []).map(({ id, revision }) => ({ alertId: id, alertRevision: revision, paintedAtMs: 1 }));
        const place = { siteId, screenId, areaIds: [] };
        const facts = {
          place,
          painted,
          marks,
          time: { nowMs: this.clock.nowMs(), clock: 'synced' as const, lives: [] },
          display: 'unknown' as const,
          waiting: this.disk.waiting().length,
        };
        return this.answer({ kind: 'alerts', event: { kind: 'alert-facts', ...facts } }, 50);
      }
      case 'keep-receipts':
        for (const receipt of effect.receipts) {
          const key = receiptKey(receipt);
          if (!this.disk.receipts.has(key)) this.disk.receipts.set(key, { receipt, isStored: false });
        }
        return undefined;
      case 'send-receipts':
        return this.sendReceipts();
      case 'refuse-alerts':
        return undefined;
    }
  }
  private sendReceipts(): void {
    const sent = this.disk.waiting();
    const answer = (isStored: boolean) => this.answer({ kind: 'alerts', event: { kind: 'receipts-answered', isStored } }, 50);
    this.request(
      () => {
        for (const receipt of sent) {
          this.promise((this.disk.alertState?.revision ?? 0) >= receipt.stateRevision, 'acknowledged before it was kept');
          this.acknowledgedRevision = Math.max(this.acknowledgedRevision, receipt.stateRevision);
          this.server.receipts.set(receiptKey(receipt), receipt);
        }
        for (const receipt of sent) {
          const kept = this.disk.receipts.get(receiptKey(receipt));
          if (kept !== undefined) kept.isStored = true;
        }
        answer(sent.length > 0);
      },
      () => answer(false),
    );
  }

  // ---- the end --------------------------------------------------------------------------------------------------

  /** The faults end. Before the next pull heals everything the player must have and show what the server has, and then be calm. */
  settle(): void {
    this.isStorming = false;
    this.connect();
    this.clock.advance(100_000);
    this.settled = this.outcome();
    this.looks = 0;
    this.clock.advance(5 * 60_000);
    for (let tries = 0; tries < 40 && this.brain.releases.work.kind !== 'resting'; tries++) this.clock.advance(50);
  }
  outcome(): Outcomes {
    const { disk, server, onGlass, brain, looks } = this;
    return outcomeOf({ disk, server, onGlass, brain, looks });
  }
  expected(): Outcomes {
    return expectedOf(this.server);
  }
}
