import type { FeedDefinition, FeedIntake, FeedIntakeColumn, SiteId } from '@gatecast/protocol';

/** A source as its editor holds it: the fields of every kind in one. */
export type SourceForm = {
  readonly name: string;
  readonly siteId: string | null;
  readonly kind: FeedIntake['kind'];
  readonly url: string;
  readonly everyS: number;
  readonly rowsPath: string;
  readonly asOfPath: string;
  readonly separator: ',' | ';' | '\t';
  readonly columns: readonly FeedIntakeColumn[];
};

export const emptyColumn: FeedIntakeColumn = { key: '', type: 'text', from: '' };
export const emptySource: SourceForm = {
  name: '',
  siteId: null,
  kind: 'json',
  url: '',
  everyS: 300,
  rowsPath: '',
  asOfPath: '',
  separator: ',',
  columns: [emptyColumn],
};

export function readSource({ name, siteId, intake, columns }: FeedDefinition): SourceForm {
  const own = { ...emptySource, name, siteId, kind: intake.kind, columns };
  switch (intake.kind) {
    case 'push':
      return own;
    case 'json':
      return { ...own, url: intake.url, everyS: intake.everyS, rowsPath: intake.rowsPath, asOfPath: intake.asOfPath ?? '' };
    case 'csv':
      return { ...own, url: intake.url, everyS: intake.everyS, separator: intake.separator };
    case 'syndication':
      return { ...own, url: intake.url, everyS: intake.everyS };
  }
}

/** What is pushed names its columns by their keys where nothing else is said. */
export function writeSource(form: SourceForm): FeedDefinition {
  const columns = form.columns.map(({ key, type, from }) => ({ key: key.trim(), type, from: from.trim() || key.trim() }));
  return { name: form.name, siteId: form.siteId as SiteId | null, intake: intakeOf(form), columns };
}

function intakeOf({ kind, url: typed, everyS, rowsPath, asOfPath, separator }: SourceForm): FeedIntake {
  const url = typed.trim();
  switch (kind) {
    case 'push':
      return { kind };
    case 'json': {
      const asOf = asOfPath.trim() === '' ? {} : { asOfPath: asOfPath.trim() };
      return { kind, url, everyS, rowsPath: rowsPath.trim(), ...asOf };
    }
    case 'csv':
      return { kind, url, everyS, separator };
    case 'syndication':
      return { kind, url, everyS };
  }
}
