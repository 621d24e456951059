import type { Browser, Page } from '@playwright/test';
import { join } from 'node:path';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';

const page = `<!doctype html><title>bare</title><body><script>
  const socket = new WebSocket('URL');
  socket.onmessage = () => {
    document.body.style.background = document.body.style.background === 'red' ? 'blue' : 'red';
    requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => { window.paintedAtMs = performance.timeOrigin + performance.now(); }; c.port2.postMessage(0); });
  };
  socket.onopen = () => { window.isOpen = true; };
</script>`;

/** The least way from a click to paint on another page: an HTTP request, a bare `ws` message, a frame. Milliseconds each. */
export async function bareTrigger(browser: Browser, rounds: number): Promise<readonly number[]> {
  const server = new Program('bare ws server', node, [join(root, 'e2e/benches/bare-ws-server.ts')]);
  try {
    const url = String((await server.event(({ event }) => event === 'listening', 'listening'))['url']);
    const glass = await browser.newPage();
    await glass.setContent(page.replace('URL', url.replace('http', 'ws')));
    await glass.waitForFunction('window.isOpen === true');
    const operator = await browser.newPage();
    await operator.setContent(
      `<button>Raise</button><script>document.querySelector('button').onclick = () => fetch('${url}', { method: 'POST', body: 'alert', mode: 'no-cors' });</script>`,
    );
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await glass.evaluate('window.paintedAtMs = undefined');
      const clickedAtMs = await clickAndTell(operator, 'Raise');
      await glass.waitForFunction('window.paintedAtMs !== undefined');
      took.push(Number(await glass.evaluate('window.paintedAtMs')) - clickedAtMs);
    }
    await glass.close();
    await operator.close();
    return took;
  } finally {
    await server.stop();
  }
}

/** Clicks a button and gives the instant at which the page got the click. */
export async function clickAndTell(operator: Page, name: string): Promise<number> {
  await operator.evaluate(
    `addEventListener('click', () => { window.clickedAtMs = performance.timeOrigin + performance.now(); }, { capture: true, once: true })`,
  );
  await operator.getByRole('button', { name, exact: true }).click();
  return Number(await operator.evaluate('window.clickedAtMs'));
}
