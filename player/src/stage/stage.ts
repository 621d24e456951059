import type {
  Exposure,
  HandedAlerts,
  HandedDevice,
  HandedFeeds,
  HandedRelease,
  Handover,
  Port,
  StageState,
  StageToAgent,
} from '../bridge/bridge.ts';
import type { FeedTable } from '@gatecast/protocol';
import type { StageAct, StageMode } from '../bridge/stage-beat.ts';
import type { Zone } from '@gatecast/schedules';
import { afterPaintOrSoon } from './after-paint.ts';
import { createAlertLayer } from './alerts/alert-layer.ts';
import { dryFeeds, skippingFeeds, withoutDocuments, type SkippingFeed } from './director/dry-feeds.ts';
import { closeLog, emptyLog, forget, observe, type Cover, type ExposureLog, type Glass, type Instant } from './director/exposures.ts';
import { loudnessOf } from './director/loudness.ts';
import { createProgramme, type Programme } from './director/programme.ts';
import { follow, serverTime, startClock, type StageClock } from './director/stage-clock.ts';
import { element } from './element.ts';
import { createLookup } from './lookup/lookup.ts';
import { glassSize, mountGlass } from './mount-glass.ts';
import type { ReportTrouble } from './report-trouble.ts';
import { createRunner } from './runner.ts';
import { createBoard, unknownZone, type BoardView } from './screens/board.ts';
import { createIdentify } from './screens/identify.ts';
import { stageStateOf } from './stage-state.ts';
import type { FramedPages, Place } from './surfaces/surface.ts';
import { timeOfDay } from './text/local-time.ts';

/** The stage as what hands it things sees it. */
export type Stage = {
  /** Takes a part of the state in; what has not changed is not disturbed. */
  readonly take: (handover: Handover) => void;
  readonly exposuresTaken: (stageId: string, through: number) => void;
  readonly found: (requestId: number, itemIds: readonly string[]) => void;
  readonly identify: (seconds: number) => void;
  /** Whether a release that was handed over has not come onto the glass yet. */
  readonly isAwaited: () => boolean;
  /** Server's time is another, as nobody's clock ever would be: everything is laid out anew for that instant. For looking at, not for a glass. */
  readonly jump: (atMs: number) => void;
  /** A new port is open: everything is said again. */
  readonly connected: () => void;
  /** The page is going away. */
  readonly end: () => void;
};

const batchSize = 200;
/** A start without a picture for so long says that it is one. */
const boardAfterMs = 700;

/** What the agent is told of each board: one that is turned away waits for its pairing. */
const nothingBy = {
  starting: 'starting',
  'name-and-clock': 'starting',
  unpublished: 'unpublished',
  pairing: 'pairing',
  trainingPlayer: 'pairing',
  trainingServer: 'pairing',
} as const satisfies Record<BoardView['kind'], 'starting' | 'unpublished' | 'pairing'>;

/** What the stage is given. */
export type StageWorld = {
  /** The way to the agent, which may be nobody. */
  readonly port: () => Port<StageToAgent> | null;
  readonly report: ReportTrouble;
  /** What it does about an item that does not go on. */
  readonly onAct: (act: StageAct) => void;
  /** The first picture is on the glass. */
  readonly onBegun: () => void;
  /** `board`: nothing of the release but name, zone and languages is used. */
  readonly mode: StageMode;
  /** Where its time comes from. */
  readonly time: StageTime;
  /** Where pages within the page come from. */
  readonly frames: FramedPages;
};

/** The device's clocks in ms, and whether its time stands: then films do too, and nothing moves in. */
export type StageTime = { readonly wallMs: () => number; readonly monotonicMs: () => number; readonly isHeld: () => boolean };

/** Builds the stage into `root`. */
export function createStage(root: HTMLElement, { port, report, onAct, onBegun, mode, time, frames }: StageWorld): Stage {
  const stageId = newStageId();
  const layer = (name: string): HTMLElement => {
    const made = element('div', name);
    root.append(made);
    return made;
  };
  // lowest first
  const boardLayer = layer('board-layer');
  const sceneLayer = layer('scene-layer');
  const lookupLayer = layer('lookup-layer');
  const alertLayer = layer('alert-layer');
  const identifyLayer = layer('identify-layer');

  let device: HandedDevice | null = null;
  let handedAlerts: HandedAlerts | null = null;
  let handedFeeds: HandedFeeds | null = null;
  let handedRelease: HandedRelease | null = null;
  let clock: StageClock = startClock(reading(0));
  let programme: Programme | null = null;
  let programmeKey = '';
  let skipping: readonly SkippingFeed[] = [];
  let dry: readonly string[] = [];
  let log: ExposureLog = emptyLog;
  let areStrikesKnown = false;
  let lastState = '';
  let lastBatch = 0;
  let place: Place = placeOf(null);

  function reading(offsetMs: number): { wallMs: number; monotonicMs: number; offsetMs: number } {
    return { wallMs: time.wallMs(), monotonicMs: time.monotonicMs(), offsetMs };
  }
  function nowMs(): number {
    return serverTime(clock, time.monotonicMs());
  }
  function loudness(): number {
    return loudnessOf(device?.audio, timeOfDay(place.zone, nowMs()), cover());
  }
  function valuesOf(sourceId: string): FeedTable | null {
    return handedFeeds?.feeds.find((feed) => feed.sourceId === sourceId) ?? null;
  }
  function instantNow(): Instant {
    const monotonicMs = time.monotonicMs();
    return { nowMs: serverTime(clock, monotonicMs), monotonicMs };
  }
  function clockState(): Exposure['clock'] {
    return device?.clock.state ?? 'untrusted';
  }
  function placeOf(release: HandedRelease['release']): Place {
    const screen = release?.plan.screen;
    const zones = new Map(release?.plan.zones?.map((zone) => [zone.name, zone]));
    return {
      zone: screen?.zone ?? deviceZone(),
      zoneNamed: (name) => zones.get(name) ?? null,
      languages: screen?.languages ?? ['vi', 'en'],
      siteName: release?.siteName ?? {},
      viewing: screen?.viewing,
      valuesOf,
      nowMs,
      loudness,
      frames,
      isHeld: time.isHeld,
    };
  }

  const board = createBoard(boardLayer);
  const runner = createRunner(sceneLayer, nowMs, changed, report, onAct, sendStrikes, () => !time.isHeld() && cover() === 'none');
  const alerts = createAlertLayer(
    alertLayer,
    () => ({ serverMs: nowMs(), monotonicMs: time.monotonicMs(), clock: clockState() }),
    () => place,
    changed,
    (isPushed) => {
      // the layout goes on, at its full width, in what a banner leaves of the glass
      document.documentElement.classList.toggle('is-pushed', isPushed);
      runner.relayout();
    },
  );
  const identify = createIdentify(identifyLayer);
  const lookup = createLookup(
    lookupLayer,
    (requestId, language, query) => port()?.send({ kind: 'find', requestId, language, query }),
    changed,
  );

  function cover(): Cover {
    if (alerts.covering() !== null) return 'alert';
    return lookup.language() === null ? 'none' : 'visitor';
  }

  function glass(): Glass {
    return { casts: runner.wholeCasts(), cover: cover(), clock: clockState(), isFailing: runner.isFailing, framesOf: runner.framesOf };
  }

  let hasBegun = false;
  function begin(): void {
    if (hasBegun) return;
    hasBegun = true;
    afterPaintOrSoon(onBegun);
  }

  /** As this device says that it is mounted, until a release says it. */
  function mountForNow(rotationDeg: NonNullable<HandedDevice['rotationDeg']>): void {
    mountGlass(root, sceneLayer, { ...glassSize(), rotationDeg });
  }

  let lastCover: Cover = 'none';
  /** Something on the glass has changed: writes down what was seen, and tells. */
  function changed(): void {
    if (alerts.covering() !== null) lookup.close();
    if (cover() !== lastCover) {
      lastCover = cover();
      runner.settle();
      runner.tick();
    }
    if (runner.casts().length > 0) begin();
    log = observe(log, glass(), instantNow());
    sendExposures(false);
    sendState(false);
    showBoard();
  }

  let isLate = false;
  /** Words of a board that goes again at once are not worth the time in which the first picture could come. */
  function showBoard(): void {
    const view = boardView();
    if (hasBegun || isLate || (view.kind !== 'starting' && view.kind !== 'name-and-clock')) board.show(view, place);
  }
  setTimeout(() => {
    isLate = true;
    showBoard();
  }, boardAfterMs);

  function boardView(): BoardView {
    if (device === null || handedRelease === null) return { kind: 'starting' };
    if (handedRelease.release !== null) return { kind: 'name-and-clock' };
    if (device.pairing !== null) return { kind: 'pairing', pairing: device.pairing, link: device.link };
    if (device.trainingDiffers !== undefined) return { kind: device.trainingDiffers === 'server' ? 'trainingServer' : 'trainingPlayer' };
    return { kind: 'unpublished', link: device.link };
  }

  function state(): StageState {
    const view = boardView().kind;
    return stageStateOf({
      stageId,
      casts: runner.casts(),
      alertId: alerts.covering()?.id ?? null,
      visitorLanguage: lookup.language(),
      nothing: nothingBy[view],
      paintedAlerts: [...alerts.painted()],
      ...glassSize(),
    });
  }

  function sendState(isSignOfLife: boolean): void {
    const current = state();
    const text = JSON.stringify(current);
    if (text === lastState && !isSignOfLife) return;
    lastState = text;
    port()?.send({ kind: 'state', state: current });
  }

  function sendStrikes(): void {
    if (areStrikesKnown) port()?.send({ kind: 'strikes', strikes: [...runner.strikes()] });
  }

  /** Sends what the agent has not had; all of it on a new port. */
  function sendExposures(isAgain: boolean): void {
    if (isAgain) lastBatch = 0;
    const waiting = log.kept.filter((exposure) => exposure.sequence > lastBatch);
    const way = port();
    if (way === null) return;
    for (let start = 0; start < waiting.length; start += batchSize) {
      way.send({ kind: 'exposures', stageId, exposures: waiting.slice(start, start + batchSize) });
    }
    lastBatch = waiting.at(-1)?.sequence ?? lastBatch;
  }

  /** Compiles what is to be shown of the release, where that is not what is showing. */
  function renewProgramme(): void {
    if (handedRelease === null) return;
    const { release } = handedRelease;
    const withdrawn = handedAlerts?.withdrawn ?? [];
    const key = release === null ? '' : JSON.stringify([release.number, Object.keys(release.documents), withdrawn]);
    if (key === programmeKey) return;
    if (release === null || mode === 'board') {
      programmeKey = '';
      programme = null;
    } else {
      const made = createProgramme(release, withdrawn);
      if (made.kind === 'refused') return report('the engine refused the plan', release.number, made.faults);
      programmeKey = key;
      programme = made.programme;
    }
    place = placeOf(release);
    skipping = programme === null ? [] : skippingFeeds(release?.documents ?? {});
    dry = dryFeeds(skipping, valuesOf, nowMs());
    if (release !== null && mountGlass(root, sceneLayer, release.plan.screen)) runner.rebuild();
    // first, because a look-up point's strip takes room from the layout
    lookup.setRelease(mode === 'board' ? null : release, withdrawn, place);
    runner.setProgramme(programme === null ? null : withoutDocuments(programme, dry), place);
    // an alert may have come before the release that tells the site's name, time and languages
    alerts.redraw();
  }

  /** Feeds that are passed over without values come and go with them; what is on meanwhile is not disturbed. */
  function renewFeeds(): void {
    const now = dryFeeds(skipping, valuesOf, nowMs());
    if (programme === null || now.join() === dry.join()) return;
    dry = now;
    runner.setProgramme(withoutDocuments(programme, dry), place);
  }

  function take(next: Handover): void {
    switch (next.part) {
      case 'device': {
        const now = reading(next.clock.offsetMs);
        clock = device === null ? startClock(now) : follow(clock, now);
        device = next;
        if ((handedRelease?.release ?? null) === null && next.rotationDeg !== undefined) mountForNow(next.rotationDeg);
        alerts.update();
        runner.tick();
        break;
      }
      case 'alerts':
        handedAlerts = next;
        // before anything that takes time
        alerts.setAlerts(next);
        renewProgramme();
        break;
      case 'feeds':
        handedFeeds = next;
        renewFeeds();
        runner.tick();
        break;
      case 'strikes':
        if (areStrikesKnown) return;
        areStrikesKnown = true;
        runner.remember(next.strikes);
        return sendStrikes();
      case 'release':
        handedRelease = next;
        if (programme === null) place = placeOf(next.release);
        renewProgramme();
        break;
    }
    changed();
    schedule();
  }

  let alertTimer: ReturnType<typeof setTimeout> | undefined;
  function schedule(): void {
    clearTimeout(alertTimer);
    if (handedAlerts === null || handedAlerts.alerts.length === 0) return;
    alertTimer = setTimeout(
      () => {
        alerts.update();
        schedule();
      },
      Math.max(Math.min(alerts.nextChangeInMs(), 60_000), 10),
    );
  }

  function everySecond(): void {
    const instant = nowMs();
    setTimeout(everySecond, 1_000 - (instant % 1_000) + 5);
    alerts.update();
    renewFeeds();
    runner.tick();
    board.tick(instant);
    lookup.tick();
    log = observe(log, glass(), instantNow());
    sendExposures(false);
    sendState(true);
  }

  let resizeTimer: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener('resize', () => {
    clearTimeout(resizeTimer);
    resizeTimer = setTimeout(() => {
      runner.rebuild();
      alerts.relayout();
    }, 200);
  });

  everySecond();

  return {
    take,
    exposuresTaken(ofStage, through) {
      if (ofStage === stageId) log = forget(log, through);
    },
    found: lookup.found,
    isAwaited: () => programme !== null && !hasBegun,
    identify(seconds) {
      const { widthPx, heightPx } = glassSize();
      const size = `${widthPx} × ${heightPx}`;
      const release = handedRelease?.release;
      const facts = [size, ...(release ? [`Release ${release.number}`] : []), device?.serverUrl ?? ''];
      identify(seconds, { screenName: device?.screenName ?? '', place, facts });
    },
    jump(atMs) {
      clock = { serverMs: atMs, monotonicMs: time.monotonicMs(), errorMs: 0 };
      log = emptyLog;
      runner.rebuild();
      alerts.update();
      renewFeeds();
      board.tick(atMs);
      lookup.tick();
      changed();
    },
    connected() {
      sendState(true);
      sendStrikes();
      sendExposures(true);
    },
    end() {
      log = closeLog(log, glass(), instantNow());
      sendExposures(false);
    },
  };
}

/** The device's own setting, for before the first release; a device left on UTC does not know where it stands. */
function deviceZone(): Zone {
  const offsetMs = -new Date().getTimezoneOffset() * 60_000;
  return { name: offsetMs === 0 ? unknownZone : 'device', initialOffsetMs: offsetMs, transitions: [] };
}

/** Tells stages apart; made without crypto.randomUUID, which a plain loopback origin may not have. */
function newStageId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
