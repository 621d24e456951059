import type { FeedContent, FeedFormat, FeedSource } from '@gatecast/protocol';

/** A column of the source, and how the frame shows it. */
export type FeedColumnForm = {
  readonly key: string;
  readonly type: FeedFormat['as'];
  readonly isShown: boolean;
  readonly label: string;
  readonly decimals: number;
  readonly unit: string;
  readonly style: Extract<FeedFormat, { as: 'time' }>['style'];
};

/** A feed's frame as its editor holds it; ages in minutes. */
export type FeedForm = {
  readonly sourceId: string | null;
  readonly columns: readonly FeedColumnForm[];
  readonly mostRows: number;
  readonly oldAfterMinutes: number;
  readonly goneAfterMinutes: number;
  readonly whenGone: 'text' | 'skip';
  readonly goneText: string;
};

export const emptyFeedForm: FeedForm = {
  sourceId: null,
  columns: [],
  mostRows: 10,
  oldAfterMinutes: 15,
  goneAfterMinutes: 60,
  whenGone: 'text',
  goneText: '',
};

type Source = Pick<FeedSource, 'id' | 'columns'>;

const plainColumn = { label: '', decimals: 0, unit: '', style: 'time' } as const;

/** The form for another source: its columns, all of them shown as far as a frame has room. */
export function withSource(form: FeedForm, source: Source): FeedForm {
  const columns = source.columns.map(({ key, type }, index) => ({ ...plainColumn, key, type, isShown: index < 6 }));
  return { ...form, sourceId: source.id, columns };
}

/** A frame as a form; columns that its source has beside those of the frame can be switched on. */
export function readFeed(content: FeedContent): FeedForm {
  const { sourceId, columns, mostRows, oldAfterS, goneAfterS, whenGone } = content;
  return {
    sourceId,
    columns: columns.map(({ key, label, format }) => ({
      ...plainColumn,
      key,
      type: format.as,
      isShown: true,
      label,
      ...(format.as === 'number' ? { decimals: format.decimals, unit: format.unit } : {}),
      ...(format.as === 'time' ? { style: format.style } : {}),
    })),
    mostRows,
    oldAfterMinutes: oldAfterS / 60,
    goneAfterMinutes: goneAfterS / 60,
    whenGone: whenGone.kind,
    goneText: whenGone.kind === 'text' ? whenGone.text : '',
  };
}

/** The columns of a form with those of its source that it does not have yet, switched off. */
export function columnsOfForm(form: FeedForm, source: Source | undefined): readonly FeedColumnForm[] {
  const more = (source?.columns ?? []).filter(({ key }) => !form.columns.some((column) => column.key === key));
  return [...form.columns, ...more.map(({ key, type }) => ({ ...plainColumn, key, type, isShown: false }))];
}

export function writeFeed(title: string, form: FeedForm): FeedContent {
  return {
    kind: 'feed',
    title,
    sourceId: form.sourceId ?? '',
    columns: form.columns
      .filter(({ isShown }) => isShown)
      .map((column) => ({ key: column.key, label: column.label, format: formatOf(column) })),
    mostRows: form.mostRows,
    oldAfterS: Math.round(form.oldAfterMinutes * 60),
    goneAfterS: Math.round(form.goneAfterMinutes * 60),
    whenGone: form.whenGone === 'text' ? { kind: 'text', text: form.goneText } : { kind: 'skip' },
  };
}

function formatOf({ type, decimals, unit, style }: FeedColumnForm): FeedFormat {
  switch (type) {
    case 'text':
      return { as: type };
    case 'number':
      return { as: type, decimals, unit };
    case 'time':
      return { as: type, style };
  }
}
