import { TargetType, type Browser, type CDPSession, type Target } from 'puppeteer-core';
import type { LiveFrame } from '../live/live-pulses.ts';
import { silence, silenceContexts, silenceMedia } from '../sound-level.ts';

export type FrameSessions = {
  /** Ends the processes of the frames that show pages of an origin. */
  readonly end: (origin: string) => void;
  /** Those whose address is wanted. */
  readonly of: (isWanted: (url: string) => boolean) => readonly LiveFrame[];
};

/**
 * Keeps a session open to each frame that has a process of its own. Chromium tells nobody which process is whose, but crashes that of a
 * session when it is asked to, whatever its page is about; only the session must be there before the page hangs. By it pages of others are silent.
 */
export function frameSessions(browser: Browser, onFailed: (error: unknown) => void): FrameSessions {
  const sessions = new Map<Target, CDPSession>();
  async function open(target: Target): Promise<void> {
    try {
      const session = await target.createCDPSession();
      sessions.set(target, session);
      // the page that it has, and those that it will have
      await session.send('Page.enable');
      await session.send('Page.addScriptToEvaluateOnNewDocument', { source: silence });
      await hush(session);
    } catch (error) {
      // a frame that is gone again is no fault
      if (browser.connected && browser.targets().includes(target)) onFailed(error);
    }
  }
  async function hush(session: CDPSession): Promise<void> {
    const { result } = await session.send('Runtime.evaluate', { expression: silence });
    if (result.value !== true) return;
    // a page that is quicker than this session has begun to play
    await callOnAll(session, 'HTMLMediaElement.prototype', silenceMedia);
    await callOnAll(session, 'AudioContext.prototype', silenceContexts);
  }
  /** Calls a function on the list of all objects of a kind, those too that nothing in the page leads to. */
  async function callOnAll(session: CDPSession, prototype: string, functionDeclaration: string): Promise<void> {
    const { result } = await session.send('Runtime.evaluate', { expression: prototype });
    if (result.objectId === undefined) return;
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    if (objects.objectId !== undefined) await session.send('Runtime.callFunctionOn', { objectId: objects.objectId, functionDeclaration });
  }
  function crash(target: Target, session: CDPSession): void {
    // it answers by being gone
    session.send('Page.crash').catch(() => sessions.delete(target));
  }
  browser.on('targetcreated', (target) => {
    // puppeteer has no name for frames
    if (target.type() === TargetType.OTHER) void open(target);
  });
  browser.on('targetdestroyed', (target) => sessions.delete(target));
  return {
    end(origin) {
      for (const [target, session] of sessions) {
        if (target.url().startsWith(`${origin}/`)) crash(target, session);
      }
    },
    of(isWanted) {
      const wanted = [...sessions].filter(([target]) => isWanted(target.url()));
      return wanted.map(([target, session]) => ({
        url: target.url(),
        // whoever asks first finds what the page has made before
        ask: () => hush(session),
        end: () => crash(target, session),
      }));
    },
  };
}
