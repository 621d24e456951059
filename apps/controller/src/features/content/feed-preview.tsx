import { valueText } from '@gatecast/glass-text';
import { columnsIn, feedAge, type FeedContent, type FeedTable } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { feedSourcesQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';

/** A feed's frame with the values that its source has now, as a screen would draw them. */
export function FeedPreview({ content, language }: { content: FeedContent; language: string }) {
  const words = useWords();
  const places = usePlaces();
  const { data: sources } = useQuery(feedSourcesQuery);
  const source = sources?.find(({ id }) => id === content.sourceId);
  const values = source?.values ?? null;
  const table: FeedTable | null =
    source === undefined || values === null
      ? null
      : { sourceId: source.id, asOfMs: values.asOfMs, columns: source.columns, rows: values.rows };
  const age = feedAge(content, table, serverNow());
  const found = table === null ? null : columnsIn(content, table);
  const zone = source?.siteId ? places.zoneOf(source.siteId) : places.mainZone;
  const written = language === 'zxx' ? 'en' : language;
  return (
    <>
      <p className={classes['headline']}>{content.title}</p>
      {table === null || found === null || age === 'gone' ? (
        <p>{content.whenGone.kind === 'text' ? content.whenGone.text : <em>{words('feed.skipped')}</em>}</p>
      ) : (
        <>
          <table className={classes['values']}>
            {content.columns.some(({ label }) => label !== '') && (
              <thead>
                <tr>
                  {content.columns.map(({ key, label, format }) => (
                    <th key={key} scope="col" data-type={format.as}>
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
            )}
            <tbody>
              {table.rows.slice(0, content.mostRows).map((cells, row) => (
                // rows of values have no ids; their order is their identity
                <tr key={String(row)}>
                  {content.columns.map(({ key, format }, column) => (
                    <td key={key} data-type={format.as}>
                      {valueText(cells[found[column] ?? -1] ?? null, format, written, (atMs, style) =>
                        new Intl.DateTimeFormat(written, { timeZone: zone, ...timeParts[style] }).format(atMs),
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            <small>
              {words(age === 'old' ? 'feed.previewOld' : 'feed.previewAsOf', {
                at: new Intl.DateTimeFormat(written, { timeZone: zone, ...timeParts.time }).format(table.asOfMs),
              })}
            </small>
          </p>
        </>
      )}
    </>
  );
}

const timeParts = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { weekday: 'short', day: 'numeric', month: 'numeric' },
  'date-and-time': { weekday: 'short', day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const;
