import { useEffect, useEffectEvent } from 'react';

/** Opens what the address asks for, and has the address forget it, so that Back and a reload do not open it again. */
export function useAskedFor(isAsked: boolean, open: () => void, forget: () => void): void {
  const begin = useEffectEvent(() => {
    open();
    forget();
  });
  useEffect(() => {
    if (isAsked) begin();
  }, [isAsked]);
}
