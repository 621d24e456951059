import type { EntrySpan } from '@gatecast/schedules';
import { IconAlertTriangle, IconEyeOff } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import type { Shift } from './change-when.ts';
import type { Strip } from './shown-range.ts';
import { isTie } from './standing-looks.ts';
import classes from './timetable.module.css';
import { useBarDrag } from './use-bar-drag.ts';

const minuteMs = 60_000;
const still: Shift = { startMinutes: 0, endMinutes: 0 };

type Props = {
  readonly span: EntrySpan;
  readonly strip: Strip;
  readonly name: string;
  /** It says its name itself where it has no times. */
  readonly isNamed: boolean;
  /** What keeps it from being seen, in words. */
  readonly reasons: readonly string[];
  readonly timeZone: string;
  /** By how many minutes it moves at a step; null: its times are not moved here. */
  readonly stepMinutes: number | null;
  readonly onOpen: (shift: Shift | null) => void;
  /** Null: nothing can be pasted either. */
  readonly onCopy: (() => void) | null;
  readonly onTell: (text: string) => void;
};

/** One span as one bar, over midnight as well. It is dragged by its middle or its ends, with a finger once it has rested on it; with the keyboard by Shift and the arrows. */
export function Bar({ span, strip, name, isNamed, reasons, timeZone, stepMinutes, onOpen, onCopy, onTell }: Props) {
  const words = useWords();
  const formats = useFormats();
  const [shift, setShift] = useState(still);
  const hasMoved = useRef(false);
  const lengthMs = strip.untilMs - strip.fromMs;
  const isWhole = { start: (span.startMs ?? -Infinity) >= strip.fromMs, end: span.untilMs < strip.untilMs };
  const fromMs = Math.max(span.fromMs, strip.fromMs) + (isWhole.start ? shift.startMinutes * minuteMs : 0);
  const untilMs = Math.min(span.untilMs, strip.untilMs) + (isWhole.end ? shift.endMinutes * minuteMs : 0);
  const percent = (ms: number) => `${(ms / lengthMs) * 100}%`;
  // what lies beyond the view is not known here
  const from = isWhole.start ? formats.time(fromMs, timeZone) : '…';
  const until = isWhole.end ? formats.time(untilMs, timeZone) : '…';
  const times = `${from}–${until}`;
  const isChanged = shift.startMinutes !== 0 || shift.endMinutes !== 0;
  const hasTie = span.parts.some(isTie);
  const isHidden = span.parts.some(({ standing }) => standing.kind === 'hidden');

  function change(next: Shift): void {
    const [nextFrom, nextUntil] = [span.fromMs + next.startMinutes * minuteMs, span.untilMs + next.endMinutes * minuteMs];
    if (nextUntil <= nextFrom) return;
    setShift(next);
    onTell(words('timetable.moving', { entry: name, from: formats.weekday(nextFrom, timeZone), until: formats.time(nextUntil, timeZone) }));
  }
  function open(): void {
    drag.letGo();
    onOpen(isChanged ? shift : null);
    setShift(still);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && (isChanged || drag.isTaken)) {
      event.stopPropagation();
      setShift(still);
      drag.letGo();
    }
    if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && onCopy !== null) {
      event.preventDefault();
      onCopy();
    }
    const steps = { ArrowLeft: [-1, -1], ArrowRight: [1, 1], ArrowUp: [0, 1], ArrowDown: [0, -1] } as const;
    const step = event.key in steps ? steps[event.key as keyof typeof steps] : undefined;
    if (stepMinutes === null || step === undefined || !event.shiftKey) return;
    event.preventDefault();
    change({ startMinutes: shift.startMinutes + step[0] * stepMinutes, endMinutes: shift.endMinutes + step[1] * stepMinutes });
  }
  const drag = useBarDrag({
    isMovable: stepMinutes !== null,
    lengthMs,
    onDrag(movedMs, edge) {
      if (stepMinutes === null) return;
      const minutes = Math.round(movedMs / (stepMinutes * minuteMs)) * stepMinutes;
      if (minutes !== 0) hasMoved.current = true;
      if (hasMoved.current) change({ startMinutes: edge === 'end' ? 0 : minutes, endMinutes: edge === 'start' ? 0 : minutes });
    },
    onDrop() {
      if (!hasMoved.current) return;
      hasMoved.current = false;
      drag.spendClick();
      if (isChanged) open();
    },
    onCancel() {
      hasMoved.current = false;
      setShift(still);
    },
  });

  const [left, width] = [percent(fromMs - strip.fromMs), percent(untilMs - fromMs)];
  const button = (
    <button
      ref={drag.bar}
      type="button"
      className={classes['bar']}
      style={{ left, width }}
      data-taken={drag.isTaken}
      data-movable={stepMinutes !== null}
      data-changed={isChanged}
      data-goes-on-before={!isWhole.start && span.startMs !== null}
      data-goes-on-after={!isWhole.end && span.startMs !== null}
      aria-label={[
        `${name}, ${span.startMs === null ? words('when.always') : `${formats.weekday(fromMs, timeZone)}–${until}`}`,
        ...reasons,
      ].join('. ')}
      title={[`${name}, ${times}`, ...reasons].join('\n')}
      onKeyDown={onKeyDown}
      {...drag.handlersOf(null)}
      onContextMenu={(event) => stepMinutes !== null && event.preventDefault()}
      onClick={() => drag.takesClick() && open()}
    >
      {partsWithin(span, strip).map(({ left, width, part }) => (
        <span
          key={part.fromMs}
          className={classes['part']}
          data-state={part.standing.kind === 'hidden' ? (isTie(part) ? 'conflict' : 'hidden') : 'seen'}
          style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
        />
      ))}
      <span className={classes['text']}>
        {hasTie ? <IconAlertTriangle size={13} aria-hidden /> : isHidden ? <IconEyeOff size={13} aria-hidden /> : null}
        {(span.startMs !== null || isNamed) && <span className={classes['times']}>{span.startMs === null ? name : times}</span>}
      </span>
      {stepMinutes !== null && isWhole.start && <span className={classes['grip']} data-edge="start" style={{ left: 0 }} />}
      {stepMinutes !== null && isWhole.end && <span className={classes['grip']} data-edge="end" style={{ right: 0 }} />}
    </button>
  );
  if (!drag.isTaken) return button;
  // for fingers: larger than what they touch, and outside of it, so that a short bar has two
  return (
    <>
      {button}
      <span data-handles aria-hidden>
        {isWhole.start && <span className={classes['handle']} data-edge="start" style={{ left }} {...drag.handlersOf('start')} />}
        {isWhole.end && (
          <span className={classes['handle']} data-edge="end" style={{ left: `calc(${left} + ${width})` }} {...drag.handlersOf('end')} />
        )}
      </span>
    </>
  );
}

/** The parts of a span that lie in a strip, as shares of what is drawn of the span there. */
function partsWithin(span: EntrySpan, strip: Strip) {
  const fromMs = Math.max(span.fromMs, strip.fromMs);
  const lengthMs = Math.min(span.untilMs, strip.untilMs) - fromMs;
  return span.parts.flatMap((part) => {
    const partFromMs = Math.max(part.fromMs, fromMs);
    const partUntilMs = Math.min(part.untilMs, fromMs + lengthMs);
    return partUntilMs <= partFromMs
      ? []
      : [{ part, left: (partFromMs - fromMs) / lengthMs, width: (partUntilMs - partFromMs) / lengthMs }];
  });
}
