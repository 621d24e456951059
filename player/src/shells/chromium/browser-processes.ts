import type { Browser } from 'puppeteer-core';

export type BrowserProcesses = { readonly renderers: readonly number[]; readonly gpu: number | null };

/** The ids of a browser's processes, as its main process tells them: also while a renderer hangs. */
export async function browserProcesses(browser: Browser): Promise<BrowserProcesses> {
  const session = await browser.target().createCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const idsOf = (type: string): readonly number[] => processInfo.filter((one) => one.type === type).map((one) => one.id);
    return { renderers: idsOf('renderer'), gpu: idsOf('GPU')[0] ?? null };
  } finally {
    await session.detach();
  }
}
