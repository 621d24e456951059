import type { Frame, LayoutFault, LayoutRegion } from '@gatecast/protocol';
import { useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { useWords } from '../../words/words.ts';
import { regionInWords } from '../screen/region-in-words.ts';
import { byKey, ratioOf, type Grip } from './drawing.ts';
import classes from './layouts.module.css';
import { useDrawing } from './use-drawing.ts';

type Props = {
  readonly regions: readonly LayoutRegion[];
  readonly aspect: string;
  readonly grid: number;
  readonly chosen: number;
  readonly faults: readonly LayoutFault[];
  readonly onChoose: (index: number) => void;
  readonly onFrame: (index: number, frame: Frame, isStep: boolean) => void;
  readonly onRemove: (index: number) => void;
};

const grips: readonly (Grip & { readonly cursor: string })[] = [
  { x: -1, y: -1, cursor: 'nwse-resize' },
  { x: 0, y: -1, cursor: 'ns-resize' },
  { x: 1, y: -1, cursor: 'nesw-resize' },
  { x: 1, y: 0, cursor: 'ew-resize' },
  { x: 1, y: 1, cursor: 'nwse-resize' },
  { x: 0, y: 1, cursor: 'ns-resize' },
  { x: -1, y: 1, cursor: 'nesw-resize' },
  { x: -1, y: 0, cursor: 'ew-resize' },
];

/** The screen with its regions on the design grid: they are moved and resized by drag and by keys. */
export function LayoutBoard({ regions, aspect, grid, chosen, faults, onChoose, onFrame, onRemove }: Props) {
  const words = useWords();
  const board = useRef<HTMLDivElement>(null);
  const drawing = useDrawing({
    board,
    grid,
    put: (index, frame, isFirst) => {
      onChoose(index);
      onFrame(index, frame, isFirst);
    },
  });
  const onKey = (index: number, frame: Frame) => (event: KeyboardEvent) => {
    if (event.key === 'Delete') return onRemove(index);
    const next = byKey(frame, event, grid);
    if (next === null) return;
    event.preventDefault();
    onChoose(index);
    onFrame(index, next, true);
  };
  const taken = regions[chosen];
  const faulty = new Set(faults.flatMap((fault) => ('index' in fault ? [fault.index] : [])));
  return (
    <div className={classes['window']}>
      <div
        ref={board}
        className={classes['board']}
        role="group"
        aria-label={words('layoutEditor.board')}
        style={{ '--ratio': ratioOf(aspect), '--grid': grid } as CSSProperties}
      >
        {regions.map(({ id, frame, content }, index) => (
          <button
            // its name may be typed at this moment
            key={`${index}`}
            type="button"
            className={classes['region']}
            data-kind={content.kind}
            data-fault={faulty.has(index) || undefined}
            aria-pressed={index === chosen}
            aria-label={words('layoutEditor.regionAt', {
              name: regionInWords(id, words),
              kind: words(`layoutEditor.kinds.${content.kind}`),
              ...percents(frame),
            })}
            style={placeOf(frame)}
            onClick={() => onChoose(index)}
            onKeyDown={onKey(index, frame)}
            {...drawing(index, frame, null)}
          >
            <strong>{regionInWords(id, words)}</strong> <small>{words(`layoutEditor.kinds.${content.kind}`)}</small>
          </button>
        ))}
        {taken !== undefined &&
          grips.map((grip) => (
            <span
              key={`${grip.x} ${grip.y}`}
              className={classes['grip']}
              data-grip={`${grip.x} ${grip.y}`}
              aria-hidden
              style={{
                cursor: grip.cursor,
                left: `${(taken.frame.xBp + (taken.frame.widthBp * (grip.x + 1)) / 2) / 100}%`,
                top: `${(taken.frame.yBp + (taken.frame.heightBp * (grip.y + 1)) / 2) / 100}%`,
              }}
              {...drawing(chosen, taken.frame, grip)}
            />
          ))}
      </div>
    </div>
  );
}

function placeOf({ xBp, yBp, widthBp, heightBp }: Frame): CSSProperties {
  return { left: `${xBp / 100}%`, top: `${yBp / 100}%`, width: `${widthBp / 100}%`, height: `${heightBp / 100}%` };
}

/** A frame in whole percents, for whoever does not see it. */
export function percents({ xBp, yBp, widthBp, heightBp }: Frame) {
  const [x, y, width, height] = [xBp, yBp, widthBp, heightBp].map((bp) => Math.round(bp / 100));
  return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
}
