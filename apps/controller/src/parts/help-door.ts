import { createContext, useContext } from 'react';

/** Opens the help of the page that stands; null where there is none, as before sign-in. */
export const HelpDoor = createContext<(() => void) | null>(null);

export function useHelpDoor(): (() => void) | null {
  return useContext(HelpDoor);
}
