import { Drawer, type MantineSize } from '@mantine/core';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import { Confirm } from './confirm.tsx';

type Report = (isUnsaved: boolean) => void;
const Unsaved = createContext<Report>(() => undefined);

/** Says of the form in a `FormDrawer` whether something typed in it would be lost. */
export function useUnsaved(isUnsaved: boolean): void {
  const report = useContext(Unsaved);
  useEffect(() => {
    report(isUnsaved);
    return () => report(false);
  }, [report, isUnsaved]);
}

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  /** `100%`: over the whole window, for what is drawn. */
  readonly size?: MantineSize | '100%';
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A drawer with a form in it: a slip of a key, or a click beside it, asks before it throws away what was typed. */
export function FormDrawer({ isOpen, title, size = 'md', onClose, children }: Props) {
  const words = useWords();
  const [isUnsaved, setIsUnsaved] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const report = useMemo<Report>(() => setIsUnsaved, []);
  return (
    <>
      <Drawer
        opened={isOpen}
        onClose={() => (isUnsaved ? setIsAsking(true) : onClose())}
        // the question is closed by its own Escape
        closeOnEscape={!isAsking}
        size={size}
        title={title}
        closeButtonProps={{ 'aria-label': words('common.close') }}
      >
        <Unsaved value={report}>{children}</Unsaved>
      </Drawer>
      <Confirm
        isOpen={isOpen && isAsking}
        title={words('common.unsavedTitle')}
        confirm={words('common.throwAway')}
        isDangerous
        isBusy={false}
        onConfirm={() => {
          setIsAsking(false);
          onClose();
        }}
        onClose={() => setIsAsking(false)}
      >
        {words('common.unsavedAbout')}
      </Confirm>
    </>
  );
}
