import type { ExitAnswer } from '../../bridge/bridge.ts';
import { element, spoken } from '../element.ts';
import { phrase, type Phrase } from '../text/phrases.ts';

/** A technician's way out: the pad that asks for the PIN. */
export type ExitPad = { readonly answered: (requestId: number, answer: ExitAnswer) => void };

/** A finger that stays in the upper left corner for so long opens the pad; so do Control, Alt, Shift and E together. */
const holdMs = 4_000;
/** The pad closes by itself when nobody touches it. */
const patienceMs = 30_000;
const cornerShare = 0.12;
const mostDigits = 12;
const languages = ['vi', 'en'];

/** `ask` sends the PIN to whoever judges it; false: there is nobody. */
export function createExitPad(root: HTMLElement, ask: (requestId: number, pin: string) => boolean): ExitPad {
  const layer = element('div', 'exit-layer');
  root.append(layer);
  let pin = '';
  let says: { readonly phrase: Phrase; readonly seconds?: number } = { phrase: 'exitTitle' };
  let asked: number | null = null;
  let lastRequest = 0;
  let isOpen = false;
  let closing: ReturnType<typeof setTimeout> | undefined;
  let holding: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    pin = '';
    // whoever was asked before may have died with the question
    asked = null;
    says = { phrase: 'exitTitle' };
    isOpen = true;
    draw();
  }
  function close(): void {
    isOpen = false;
    clearTimeout(closing);
    pin = '';
    layer.replaceChildren();
  }
  function press(key: string): void {
    if (key === 'close') return close();
    if (asked !== null) return draw();
    if (key === 'back') pin = pin.slice(0, -1);
    else if (key === 'enter') return submit();
    else if (pin.length < mostDigits) pin += key;
    says = { phrase: 'exitTitle' };
    draw();
  }
  function submit(): void {
    if (pin === '') return draw();
    asked = ++lastRequest;
    if (!ask(asked, pin)) {
      asked = null;
      says = { phrase: 'exitNobody' };
    }
    pin = '';
    draw();
  }
  function button(key: string, label: string): HTMLElement {
    const made = element('button', `exit-key exit-${/\d/.test(key) ? 'digit' : key}`, label);
    made.type = 'button';
    made.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      press(key);
    });
    return made;
  }
  function draw(): void {
    clearTimeout(closing);
    closing = setTimeout(close, patienceMs);
    const lines = languages.map((language) => {
      const { text, language: spokenIn } = phrase(says.phrase, language);
      return spoken('p', '', spokenIn, says.seconds === undefined ? text : text.replace('{seconds}', String(says.seconds)));
    });
    const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => button(digit, digit));
    layer.replaceChildren(
      element(
        'div',
        'exit-pad',
        element('div', 'exit-says', ...lines),
        element('p', 'exit-pin', asked === null ? '•'.repeat(pin.length) : '…'),
        element('div', 'exit-keys', ...digits, button('back', '⌫'), button('0', '0'), button('enter', '↵')),
        button('close', '✕'),
      ),
    );
  }

  window.addEventListener('pointerdown', ({ clientX, clientY }) => {
    const corner = cornerShare * Math.min(window.innerWidth, window.innerHeight);
    if (!isOpen && clientX <= corner && clientY <= corner) holding = setTimeout(open, holdMs);
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave']) window.addEventListener(end, () => clearTimeout(holding));
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey && event.altKey && event.shiftKey && event.code === 'KeyE') return open();
      if (!isOpen) return;
      const key = /^\d$/.test(event.key) ? event.key : { Enter: 'enter', Backspace: 'back', Escape: 'close' }[event.key];
      // what is typed here is not for the page beneath
      event.stopPropagation();
      if (key !== undefined) press(key);
    },
    { capture: true },
  );
  return {
    answered(requestId, { result, waitMs }) {
      if (requestId !== asked) return;
      asked = null;
      if (!isOpen) return;
      if (result === 'granted') return close();
      if (result === 'no-pin') says = { phrase: 'exitNoPin' };
      else if (waitMs > 0) says = { phrase: 'exitWait', seconds: Math.ceil(waitMs / 1_000) };
      else says = { phrase: 'exitWrong' };
      draw();
    },
  };
}
