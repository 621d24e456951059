import { useEffect, useState } from 'react';
import type { Box } from './place-card.ts';

function boxOf(selectors: readonly string[]): Box | null {
  for (const selector of selectors) {
    const target = document.querySelector<HTMLElement>(selector);
    const box = target?.getBoundingClientRect();
    // what is folded away on a phone has a box beside the window
    const isSeen = box !== undefined && box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
    if (isSeen)
      return { left: Math.round(box.left), top: Math.round(box.top), width: Math.round(box.width), height: Math.round(box.height) };
  }
  return null;
}

/** The box of the first of some things that can be seen, followed as the page moves; null while there is none. */
export function useTargetBox(selectors: readonly string[]): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  const key = selectors.join('|');
  useEffect(() => {
    const wanted = key === '' ? [] : key.split('|');
    const target = wanted.map((selector) => document.querySelector(selector)).find((one) => one !== null);
    target?.scrollIntoView({ block: 'nearest' });
    let frame = 0;
    // pages come in, fold and scroll: a frame's look is cheaper than listening to all of it, and a tour is short
    const look = () => {
      const found = boxOf(wanted);
      setBox((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [key]);
  return box;
}
