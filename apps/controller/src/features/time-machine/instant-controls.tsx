import { instantSchema } from '@gatecast/protocol';
import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconChevronsLeft,
  IconChevronsRight,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useFormats } from '../../instants/formats.ts';
import { instantOfWallClock, wallClockSecondsOf } from '../../instants/instant-of-wall-clock.ts';
import { useWords } from '../../words/words.ts';
import { axisAround, spans, type Axis, type SpanName } from './time-axis.ts';
import classes from './time-machine.module.css';

type Props = {
  readonly atMs: number;
  readonly timeZone: string;
  readonly isRunning: boolean;
  /** Where the item on the main region begins and ends; null: not known. */
  readonly item: { readonly fromMs: number; readonly untilMs: number } | null;
  readonly onInstant: (atMs: number) => void;
  readonly onNow: () => void;
  readonly onRunning: (isRunning: boolean) => void;
};

/** The ways to an instant: a slider, a field, steps from item to item, now; and time let run from there. */
export function InstantControls({ atMs, timeZone, isRunning, item, onInstant, onNow, onRunning }: Props) {
  const words = useWords();
  const formats = useFormats();
  const [span, setSpan] = useState<SpanName>('day');
  const [kept, setKept] = useState<Axis | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const axis = axisAround(atMs, span, kept);
  if (axis !== kept) setKept(axis);
  const shown = `${formats.weekday(atMs, timeZone)}, ${formats.timeWithSeconds(atMs, timeZone)}`;
  const asked = typed === null ? atMs : instantOfWallClock(typed, timeZone);
  const isRefused = typed !== null && !instantSchema.safeParse(asked).success;
  const go = (next: number) => {
    setTyped(null);
    onInstant(Math.max(0, next));
  };
  return (
    <section className="surface" style={{ padding: '12px 14px' }} aria-label={words('timeMachine.instant')}>
      <input
        type="range"
        className={classes['slider']}
        aria-label={words('timeMachine.slider')}
        aria-valuetext={shown}
        min={axis.fromMs}
        max={axis.untilMs}
        step={axis.stepMs}
        value={Math.min(Math.max(atMs, axis.fromMs), axis.untilMs)}
        onChange={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <div className={classes['axis']} aria-hidden>
        <span>{formats.dateTime(axis.fromMs, timeZone)}</span>
        <span>{formats.dateTime(axis.untilMs, timeZone)}</span>
      </div>
      <Group align="flex-end" gap="sm" mt="xs">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (asked !== null && !isRefused) go(asked);
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              type="datetime-local"
              step={1}
              label={words('explain.at')}
              description={words('explain.zone', { zone: timeZone })}
              value={typed ?? wallClockSecondsOf(atMs, timeZone)}
              error={isRefused && words('explain.notKnown')}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={typed === null}>
              {words('timeMachine.go')}
            </Button>
            <Button variant="default" onClick={onNow}>
              {words('explain.now')}
            </Button>
          </Group>
        </form>
        <Group gap={4} wrap="nowrap" role="group" aria-label={words('timeMachine.steps')}>
          <Button variant="default" px={6} aria-label={words('timeMachine.dayBack')} onClick={() => go(atMs - spans.day)}>
            <IconChevronsLeft size={18} aria-hidden />
          </Button>
          <Button
            variant="default"
            px={6}
            aria-label={words('timeMachine.itemBack')}
            disabled={item === null}
            onClick={() => item !== null && go(item.fromMs < atMs ? item.fromMs : item.fromMs - 1)}
          >
            <IconChevronLeft size={18} aria-hidden />
          </Button>
          <Button
            variant="default"
            px="sm"
            leftSection={isRunning ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
            onClick={() => onRunning(!isRunning)}
          >
            {words(isRunning ? 'timeMachine.hold' : 'timeMachine.run')}
          </Button>
          <Button
            variant="default"
            px={6}
            aria-label={words('timeMachine.itemOn')}
            disabled={item === null}
            onClick={() => item !== null && go(item.untilMs)}
          >
            <IconChevronRight size={18} aria-hidden />
          </Button>
          <Button variant="default" px={6} aria-label={words('timeMachine.dayOn')} onClick={() => go(atMs + spans.day)}>
            <IconChevronsRight size={18} aria-hidden />
          </Button>
        </Group>
        <SegmentedControl
          aria-label={words('timeMachine.reach')}
          data={(['hour', 'day', 'week', 'year'] as const).map((value) => ({ value, label: words(`timeMachine.reaches.${value}`) }))}
          value={span}
          onChange={setSpan}
        />
      </Group>
    </section>
  );
}
