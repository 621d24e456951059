import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWords } from '../words/words.ts';
import { Confirm } from './confirm.tsx';

let unsaved = 0;

/** Whether a page holds what was typed and not saved; for what leaves it by another way than an address, such as signing out. */
export function hasUnsaved(): boolean {
  return unsaved > 0;
}

/** Asks before a link, the browser's Back or a reload throws away what was typed on this page. Another query of the same page is no leaving. */
export function LeaveGuard({ isUnsaved }: { readonly isUnsaved: boolean }) {
  const words = useWords();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  useEffect(() => {
    if (!isUnsaved) return;
    unsaved += 1;
    return () => {
      unsaved -= 1;
    };
  }, [isUnsaved]);
  return (
    <Confirm
      isOpen={blocker.status === 'blocked'}
      title={words('common.unsavedTitle')}
      confirm={words('common.throwAway')}
      isDangerous
      isBusy={false}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {words('common.unsavedAbout')}
    </Confirm>
  );
}
