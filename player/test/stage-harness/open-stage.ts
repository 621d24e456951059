import { findChromium } from '@gatecast/media-tools';
import { chromium, type Browser, type Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--autoplay-policy=no-user-gesture-required',
];

export async function openBrowser(): Promise<Browser> {
  const found = findChromium();
  if (found.kind === 'missing') throw new Error(`these tests need Chromium: ${found.hint}`);
  return chromium.launch({ executablePath: found.path, args: flags });
}

export type Size = { readonly width: number; readonly height: number };

/** What a stage asks for and does without. */
const expectedAbsent = /\/(favicon\.ico|handover\/\w+\.json)$/;

/** A page on the stage; what it says on the console as an error is collected. */
export async function openStage(browser: Browser, url: string, size: Size): Promise<{ readonly page: Page; readonly errors: string[] }> {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expectedAbsent.test(message.location().url)) errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors };
}
