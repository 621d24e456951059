import type { Item } from '@gatecast/protocol';
import { Modal, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { foundItemsQuery, screensQuery } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { usePlaces } from '../parts/places.ts';
import { otherLanguageWord, readyLanguage, useLanguage, useWords } from '../words/words.ts';
import classes from './command-palette.module.css';
import { findDestinations, type Destination } from './find-destinations.ts';
import { pages } from './pages.ts';

const mostShown = 12;

/** Every page, screen and item by its name, with the keyboard alone. */
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
  const search = useItemSearch(wanted);
  const all = useDestinations(search);
  const found = useMemo(() => findDestinations(all, wanted, mostShown), [all, wanted]);
  const at = Math.min(chosen, found.length - 1);
  function go({ href }: Destination): void {
    onDone();
    void navigate({ to: href });
  }
  // whoever types fast is not held up by a list that is still on its way
  async function findOnServer(name: string): Promise<void> {
    if (!may('content.read')) return;
    const items = await queries.fetchQuery(foundItemsQuery(name.trim(), mostShown)).catch(() => []);
    const first = findDestinations(items.map(itemDestination), name, 1)[0];
    if (first !== undefined && field.current?.value === name) go(first);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    // whoever types fast means what they typed, not what the list still shows
    const present = typed === wanted ? found[at] : findDestinations(all, typed, 1)[0];
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
      />
      <VisuallyHidden role="status">{words('palette.count', { count: found.length })}</VisuallyHidden>
      <ul id={listId} role="listbox" aria-label={words('palette.label')} className={classes['list']}>
        {found.map((destination, index) => (
          // the keyboard's way is the field's arrows and Enter, as the pattern of a combobox has it
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={destination.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes['option']}
            onClick={() => go(destination)}
            onMouseMove={() => setChosen(index)}
          >
            <span className={classes['name']}>{destination.name}</span>
            <span className={classes['about']}>
              {[words(`palette.kinds.${destination.kind}`), destination.about].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <Text size="sm">{words('palette.none')}</Text>}
      <Text size="xs" c="dimmed" mt="xs">
        {words('palette.hint')}
      </Text>
    </>
  );
}

function itemDestination({ id, title }: Item): Destination {
  return { key: id, kind: 'item', name: title, about: '', alsoNamed: '', href: `/content/items/${id}` };
}

/** Items are many: the server finds them, shortly after the last letter. */
function useItemSearch(wanted: string): readonly Item[] {
  const may = useMay();
  const [search] = useDebouncedValue(wanted.trim().slice(0, 100), 150);
  const { data } = useQuery({ ...foundItemsQuery(search, mostShown), enabled: may('content.read') && search !== '' });
  return wanted.trim() === '' ? [] : (data ?? []);
}

function useDestinations(items: readonly Item[]): readonly Destination[] {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const other = useLanguage() === 'vi' ? 'en' : 'vi';
  // drawn again once the other language's names can be searched
  useQuery({ queryKey: ['words', other], queryFn: async () => (await readyLanguage(other), other), staleTime: Infinity, retry: false });
  const { data: screens } = useQuery({ ...screensQuery, enabled: may('fleet.read') });
  return [
    ...pages
      .filter(({ needs }) => needs === null || may(needs))
      .map(({ to, word }): Destination => ({
        ...{ key: to, kind: 'page', name: words(word), about: '', alsoNamed: otherLanguageWord(word), href: to },
      })),
    ...(screens ?? []).map(({ id, name, siteId, areaId }): Destination => {
      const site = places.sites.find((one) => one.id === siteId);
      return {
        ...{ key: id, kind: 'screen', name, href: `/screens/${id}` },
        about: [places.siteName(siteId), places.areaPath(areaId)].filter(Boolean).join(' › '),
        alsoNamed: Object.values(site?.names ?? {}).join(' '),
      };
    }),
    ...items.map(itemDestination),
  ];
}
