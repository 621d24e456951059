import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';

/**
 * Whether the key `?` opens help on this machine. It can be switched off: a single character is easily pressed by
 * whoever speaks to their computer (WCAG 2.1.4).
 */
export function useHelpKeySwitch() {
  return useLocalStorage({ key: 'gatecast.help-key', defaultValue: true, getInitialValueInEffect: false });
}

/** Whether a key stroke asks for help: `?`, and not while somebody types or something else is held. */
export function asksForHelp(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly isTyping: boolean;
}): boolean {
  return event.key === '?' && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing && !event.isTyping;
}

/** Where letters are text: fields, and what can be edited. A button that is a radio or a check box takes none. */
function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'file', 'color'].includes(target.type);
}

/** Calls `onAsk` when the key `?` is pressed, unless that is switched off or a dialog has the word. */
export function useHelpKey(onAsk: () => void): void {
  const [isOn] = useHelpKeySwitch();
  useEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, altKey, metaKey, isComposing, target } = event;
      if (!asksForHelp({ key, ctrlKey, altKey, metaKey, isComposing, isTyping: takesText(target) })) return;
      if (target instanceof Element && target.closest('[role="dialog"]') !== null) return;
      event.preventDefault();
      onAsk();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isOn, onAsk]);
}
