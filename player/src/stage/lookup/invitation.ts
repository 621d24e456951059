import { element, icon, spoken } from '../element.ts';
import { phrase } from '../text/phrases.ts';

const hand =
  'M9.5 2.5a1.7 1.7 0 0 1 1.7 1.7v6l6.3 1.3a2.6 2.6 0 0 1 2 2.9l-.6 4.3A3.6 3.6 0 0 1 15.3 22h-3.6a3.6 3.6 0 0 1-2.7-1.2l-4.6-5.2a1.5 1.5 0 0 1 2.1-2.1l1.3 1V4.2a1.7 1.7 0 0 1 1.7-1.7Z';
const turnMs = 4_000;

/** The whole glass as one button, with a strip that says so in each language in turn. */
export function invitation(
  languages: readonly string[],
  onTouch: () => void,
): { readonly element: HTMLElement; readonly tick: (nowMs: number) => void } {
  const words = element('span', 'invitation-words');
  const second = element('span', 'invitation-second');
  const root = element('button', 'invitation', element('span', 'invitation-strip', icon('invitation-hand', hand), words, second));
  root.type = 'button';
  root.addEventListener('click', onTouch);
  const write = (target: HTMLElement, language: string): void => {
    const said = phrase('touchToSearch', language);
    target.replaceChildren(spoken('span', '', said.language, said.text));
  };
  return {
    element: root,
    tick(nowMs) {
      const turn = Math.floor(nowMs / turnMs);
      write(words, languages[turn % languages.length] ?? 'en');
      // two languages at a time: whoever passes sees one of theirs sooner
      if (languages.length > 1) write(second, languages[(turn + 1) % languages.length] ?? 'en');
    },
  };
}
