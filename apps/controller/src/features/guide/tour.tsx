import { ActionIcon, Box, Button, FocusTrap, Group, Portal, Text, Title } from '@mantine/core';
import { useElementSize, useMergedRef, useViewportSize } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { meQuery } from '../../api/me-query.ts';
import { pages } from '../../app/pages.ts';
import { useWords } from '../../words/words.ts';
import { useHelpTexts } from '../help/help-texts.ts';
import { useGuideTexts, type GuideTexts } from './guide-texts.ts';
import { placeCard } from './place-card.ts';
import { tourStops, type TourStop } from './tour-stops.ts';
import classes from './tour.module.css';
import { useTargetBox } from './use-target-box.ts';

/** A walk over the shell and the pages at which the signed-in person works; it ends where it began. */
export function Tour({ onEnd }: { onEnd: () => void }) {
  const { data: me } = useQuery(meQuery);
  const texts = useGuideTexts();
  const router = useRouter();
  const [stops] = useState(() => tourStops(me?.roles ?? [], me?.permissions ?? []));
  const [at, setAt] = useState(0);
  const [from] = useState(() => router.state.location.href);
  const navigate = useNavigate();
  const stop = stops[at];
  const path = stop?.kind === 'page' ? stop.path : null;
  useEffect(() => {
    if (path !== null) void navigate({ to: path });
  }, [path, navigate]);
  if (stop === undefined || texts === undefined) return null;
  const end = () => {
    onEnd();
    void router.navigate({ href: from });
  };
  return (
    <Portal>
      <Card
        stop={stop}
        texts={texts}
        place={`${at + 1} / ${stops.length}`}
        onBack={at === 0 ? null : () => setAt(at - 1)}
        onNext={at === stops.length - 1 ? null : () => setAt(at + 1)}
        onEnd={end}
      />
    </Portal>
  );
}

type CardProps = {
  readonly stop: TourStop;
  readonly texts: GuideTexts;
  readonly place: string;
  /** null: this is the first. */
  readonly onBack: (() => void) | null;
  /** null: this is the last. */
  readonly onNext: (() => void) | null;
  readonly onEnd: () => void;
};

function Card({ stop, texts: { tour }, place, onBack, onNext, onEnd }: CardProps) {
  const titleId = useId();
  const box = useTargetBox(targetsOf(stop));
  const { ref, width, height } = useElementSize();
  const { width: windowWidth, height: windowHeight } = useViewportSize();
  const card = useRef<HTMLDivElement>(null);
  const cardRef = useMergedRef(card, ref);
  useHeldFocus(card, onBack === null);
  const { title, lines } = useSaid(stop, tour);
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Readonly<Record<string, (() => void) | null>> = { ArrowRight: onNext, ArrowLeft: onBack, Escape: onEnd };
    // the page's own keys wait until the tour is over
    event.stopPropagation();
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act?.();
  };
  const stands = placeCard(box, { width, height }, { width: windowWidth, height: windowHeight });
  return (
    <>
      <div className={classes['veil']} data-whole={box === null} />
      {box !== null && <div className={classes['spot']} style={box} />}
      <FocusTrap active innerRef={cardRef}>
        <div
          role="dialog"
          aria-modal
          aria-label={tour.label}
          aria-describedby={titleId}
          className={`surface ${classes['card']}`}
          style={{ ...stands, opacity: height === 0 ? 0 : 1 }}
          onKeyDown={onKeyDown}
        >
          <Box p="md">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div id={titleId} aria-live="polite">
                <Title order={2}>{title}</Title>
                {lines.map((line) => (
                  <Text key={line} size="sm" mt={6}>
                    {line}
                  </Text>
                ))}
              </div>
              <ActionIcon variant="subtle" color="gray" size={28} aria-label={tour.end} onClick={onEnd}>
                <IconX size={17} aria-hidden />
              </ActionIcon>
            </Group>
            <Text size="xs" c="dimmed" mt="sm">
              {tour.keys}
            </Text>
            <Group mt="sm" gap="xs" justify="space-between" wrap="nowrap">
              <Text size="sm" className="tabular">
                {place}
              </Text>
              <Group gap="xs" wrap="nowrap">
                <Button variant="default" disabled={onBack === null} onClick={onBack ?? undefined}>
                  {tour.back}
                </Button>
                <Button data-autofocus onClick={onNext ?? onEnd}>
                  {onNext === null ? tour.done : tour.next}
                </Button>
              </Group>
            </Group>
          </Box>
        </div>
      </FocusTrap>
    </>
  );
}

/** What a stop points at: the first that can be seen. On a phone the navigation is folded away, and the page's title stands for it. */
function targetsOf(stop: TourStop): readonly string[] {
  if (stop.kind === 'page') return [`[data-tour="navigation"] a[href="${stop.path}"]`, '#main h1'];
  return stop.spot === 'welcome' || stop.spot === 'end' ? [] : [`[data-tour="${stop.spot}"]`];
}

function useSaid(stop: TourStop, tour: GuideTexts['tour']): { readonly title: string; readonly lines: readonly string[] } {
  const words = useWords();
  const { data: me } = useQuery(meQuery);
  const help = useHelpTexts().data;
  if (stop.kind === 'page') {
    const word = pages.find(({ to }) => to === stop.path)?.word;
    return { title: word === undefined ? '' : words(word), lines: help === undefined ? [] : [help.pages[stop.path].purpose] };
  }
  const { title, text } = tour.spots[stop.spot];
  return { title, lines: stop.spot === 'welcome' ? [text, ...(me?.roles ?? []).map((role) => tour.roles[role])] : [text] };
}

/** Keeps the focus within the card, whatever pages do as they come in, and gives it back to where it was. */
function useHeldFocus(card: { readonly current: HTMLElement | null }, isFirst: boolean): void {
  useEffect(() => {
    // the way back has just been closed beneath the focus
    if (isFirst) card.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [card, isFirst]);
  useEffect(() => {
    const before = document.activeElement;
    const hold = ({ target }: FocusEvent) => {
      if (card.current === null || (target instanceof Node && card.current.contains(target))) return;
      card.current.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    };
    document.addEventListener('focusin', hold);
    return () => {
      document.removeEventListener('focusin', hold);
      const back =
        before instanceof HTMLElement && before.isConnected && before !== document.body
          ? before
          : document.querySelector<HTMLElement>('#main');
      back?.focus();
    };
  }, [card]);
}
