import { Modal, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useId, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { foundItemsQuery } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { useWords } from '../words/words.ts';
import classes from './command-palette.module.css';
import { findDestinations, type Destination } from './find-destinations.ts';
import { itemDestination, useDestinations } from './use-destinations.ts';

/** What was not typed yet is a list of all that can be done. */
const most = { all: 40, ofKind: 6 } as const;
const mostAsked = 12;
const onlyOne = { all: 1, ofKind: 1 } as const;

/** Everything by its name, and what can be begun from anywhere, with the keyboard alone. */
export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const words = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      size="lg"
      padding="sm"
      attributes={{ content: { 'aria-label': words('palette.label') } }}
    >
      {isOpen && <Finder onDone={onClose} />}
    </Modal>
  );
}

function Finder({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const may = useMay();
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const wanted = useDeferredValue(typed);
  const all = useDestinations(wanted);
  const found = useMemo(() => findDestinations(all, wanted, most), [all, wanted]);
  const groups = [...Map.groupBy(found.entries(), ([, { kind }]) => kind)];
  const at = Math.min(chosen, found.length - 1);
  function go({ href, does }: Destination): void {
    onDone();
    does?.();
    void navigate({ to: href });
  }
  // whoever types fast is not held up by a list that is still on its way
  async function findOnServer(name: string): Promise<void> {
    if (!may('content.read')) return;
    const items = await queries.fetchQuery(foundItemsQuery(name.trim(), mostAsked)).catch(() => []);
    const first = findDestinations(items.map(itemDestination), name, onlyOne)[0];
    if (first !== undefined && field.current?.value === name) go(first);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    // whoever types fast means what they typed, not what the list still shows
    const present = typed === wanted ? found[at] : findDestinations(all, typed, onlyOne)[0];
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setChosen((at + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (present !== undefined) go(present);
      else void findOnServer(typed);
    }
  }
  return (
    <>
      <TextInput
        ref={field}
        data-autofocus
        // at once, not when the dialog has come in: whoever knows the keys types on
        autoFocus
        type="search"
        role="combobox"
        aria-label={words('palette.label')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found[at] === undefined ? undefined : `${listId}-${at}`}
        autoComplete="off"
        placeholder={words('palette.placeholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={keepFocus}
      />
      <VisuallyHidden role="status">{words('palette.count', { count: found.length })}</VisuallyHidden>
      <div id={listId} role="listbox" aria-label={words('palette.label')} className={classes['list']} tabIndex={-1}>
        {groups.map(([kind, ofKind]) => (
          <div key={kind} role="group" aria-label={words(`palette.kinds.${kind}`)}>
            <div className={classes['kind']} aria-hidden>
              {words(`palette.kinds.${kind}`)}
            </div>
            {ofKind.map(([index, destination]) => (
              // the keyboard's way is the field's arrows and Enter, as the pattern of a combobox has it
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={destination.key}
                id={`${listId}-${index}`}
                ref={index === at ? intoView : undefined}
                role="option"
                aria-selected={index === at}
                tabIndex={-1}
                className={classes['option']}
                onClick={() => go(destination)}
                onMouseMove={() => setChosen(index)}
              >
                <span className={classes['name']}>{destination.name}</span>
                <span className={classes['about']}>{destination.about}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 && <Text size="sm">{words('palette.none')}</Text>}
      <Text size="xs" c="dimmed" mt="xs">
        {words('palette.hint')}
      </Text>
    </>
  );
}

/** A sheet that closes beneath gives the focus back to its button a moment later: whoever types here already would type into nothing. */
function keepFocus({ currentTarget: input, relatedTarget: taker }: FocusEvent<HTMLInputElement>): void {
  if (taker !== null && input.closest('[role="dialog"]')?.contains(taker) !== true) input.focus();
}

/** Whoever walks down with the arrows sees where they are. */
function intoView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
