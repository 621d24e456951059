import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useRef, useState, type ComponentProps } from 'react';

/**
 * A search whose text is part of the address. What is typed stands in the field at once; the address, and with it all that is drawn by it, follows
 * when the letter is on the glass. Who types faster than that is not asked for each letter.
 */
export function FindField({
  value,
  label,
  onFind,
  ...look
}: {
  /** As the address has it. */
  readonly value: string;
  readonly label: string;
  readonly onFind: (text: string) => void;
} & Pick<ComponentProps<typeof TextInput>, 'w' | 'maxLength'>) {
  const [typed, setTyped] = useState(value);
  const settled = useDeferredValue(typed);
  /** On its way into the address: when it comes back from there, somebody may have typed on. */
  const sent = useRef<string[]>([]);
  const told = useRef(value);
  const find = useRef(onFind);
  useEffect(() => {
    find.current = onFind;
  });
  useEffect(() => {
    if (settled === told.current) return;
    told.current = settled;
    sent.current.push(settled);
    find.current(settled);
  }, [settled]);
  useEffect(() => {
    const at = sent.current.lastIndexOf(value);
    sent.current.splice(0, at + 1);
    if (at >= 0 || value === told.current) return;
    // by the browser's way back, or a link
    told.current = value;
    setTyped(value);
  }, [value]);
  return (
    <TextInput
      {...look}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}
