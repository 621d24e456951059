import type { DirectionSign, NoticeTemplate } from '@gatecast/protocol';
import { element, icon, spoken } from '../element.ts';
import type { FeedRows } from '../text/feed-words.ts';

/** A row, with the part of it that goes on to the next page where it has to; one that is whole goes there as it is. */
export type TemplateRow = { readonly row: HTMLElement; readonly text: HTMLElement; readonly isWhole?: true };

/** The rows of a template in the order in which they are read. */
export function templateParts(
  language: string,
  template: NoticeTemplate | FeedRows,
): { readonly list: HTMLElement; readonly rows: readonly TemplateRow[] } {
  if (template.kind === 'values') return valueParts(language, template);
  const rows = rowsOf(language, template);
  return { list: element('div', `template ${template.kind}`, ...rows.map(({ row }) => row)), rows };
}

/** Words take what room there is; numbers and times stand beneath one another. The labels stand on every page. */
function valueParts(language: string, { labels, types, rows }: FeedRows): ReturnType<typeof templateParts> {
  const cellsOf = (className: string, cells: readonly string[]): readonly HTMLElement[] =>
    cells.map((cell, index) => spoken('span', `${className} is-${types[index] ?? 'text'}`, language, cell));
  const made = rows.map((cells): TemplateRow => {
    const drawn = cellsOf('value', cells);
    const row = element('div', 'row value-row', ...drawn);
    return { row, text: drawn[0] ?? row, isWhole: true };
  });
  const hasLabels = labels.some((label) => label !== '');
  const head = hasLabels ? [element('div', 'value-row value-head', ...cellsOf('value-label', labels))] : [];
  const list = element('div', 'template values', ...head, ...made.map(({ row }) => row));
  const hasWords = types.includes('text');
  list.style.setProperty('--columns', types.map((type) => (type === 'text' ? 'minmax(0, 1fr)' : hasWords ? 'auto' : '1fr')).join(' '));
  return { list, rows: made };
}

function rowsOf(language: string, template: NoticeTemplate): readonly TemplateRow[] {
  switch (template.kind) {
    case 'steps':
      return template.steps.map((step, index) => {
        const text = spoken('span', 'step-text', language, step);
        return { row: element('div', 'row step', element('span', 'step-number', String(index + 1)), text), text };
      });
    case 'fees': {
      const rows = template.rows.map(({ name, amount }) => {
        const text = spoken('span', 'fee-name', language, name);
        return { row: element('div', 'row fee', text, spoken('span', 'fee-amount', language, amount)), text };
      });
      if (template.note === undefined) return rows;
      const note = spoken('p', 'row fee-note', language, template.note);
      return [...rows, { row: note, text: note }];
    }
    case 'directions':
      return template.rows.map(({ sign, place, distance }) => {
        const text = spoken('span', 'direction-place', language, place);
        const far = distance === undefined ? [] : [spoken('span', 'direction-distance', language, distance)];
        return { row: element('div', 'row direction', signPicture(sign), text, ...far), text };
      });
  }
}

const arrow = 'M12 2 4.5 9.5l2 2 4-4V22h3V7.5l4 4 2-2L12 2Z';
/** Degrees that the upward arrow is turned by. */
const turns: Partial<Record<DirectionSign, number>> = {
  up: 0,
  'up-right': 45,
  right: 90,
  'down-right': 135,
  down: 180,
  'down-left': 225,
  left: 270,
  'up-left': 315,
};
const vehicles: Partial<Record<DirectionSign, string>> = {
  lift: 'M5 2h14v20H5V2Zm7 3.2L7.8 10.8h8.4L12 5.2Zm0 13.6 4.2-5.6H7.8L12 18.8Z',
  stairs: 'M2 21v-4.5h4.5V12H11V7.5h4.5V3H22v3h-3.5v4.5H14V15H9.5v4.5H5V21H2Z',
  bus: 'M6 3c-1.7 0-3 1.3-3 3v10c0 .9.6 1.6 1.5 1.9V20c0 .6.4 1 1 1H7c.6 0 1-.4 1-1v-2h8v2c0 .6.4 1 1 1h1.5c.6 0 1-.4 1-1v-2.1c.9-.3 1.5-1 1.5-1.9V6c0-1.7-1.3-3-3-3H6Zm-.5 3.5h13V11h-13V6.5ZM7 13.2a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Zm10 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z',
  train:
    'M8 2C5.8 2 4 3.8 4 6v9c0 1.9 1.4 3.5 3.2 3.9L5 22h2.8l2-3h4.4l2 3H19l-2.2-3.1C18.6 18.5 20 16.9 20 15V6c0-2.2-1.8-4-4-4H8Zm-1.5 4h11v5h-11V6ZM8 13.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Zm8 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z',
  taxi: 'M9.5 3v2H7.3c-.9 0-1.6.5-1.9 1.3L3 12.5V20c0 .6.4 1 1 1h1.3c.6 0 1-.4 1-1v-1.5h11.4V20c0 .6.4 1 1 1H20c.6 0 1-.4 1-1v-7.5l-2.4-6.2c-.3-.8-1-1.3-1.9-1.3h-2.2V3h-5ZM7.6 7.5h8.8l1.4 4H6.2l1.4-4ZM6.5 13.7a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Zm11 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z',
  plane:
    'M12 1.5c-.9 0-1.6.7-1.6 1.6v5.7L2 14v2.2l8.4-2.6v4.9L8 20.2V22l4-1.2L16 22v-1.8l-2.4-1.7v-4.9l8.4 2.6V14l-8.4-5.2V3.1c0-.9-.7-1.6-1.6-1.6Z',
};

function signPicture(sign: DirectionSign): HTMLElement {
  const picture = icon('sign-picture', vehicles[sign] ?? arrow);
  const degrees = turns[sign] ?? 0;
  // arrows point where they point, in every language
  if (degrees !== 0) picture.style.rotate = `${degrees}deg`;
  return element('span', 'direction-sign', picture);
}
