import { screenRoutes, screensCsvPath } from '@gatecast/protocol';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { placesQuery, screensQuery } from '../../api/queries.ts';
import { ImportSteps } from '../../parts/import-steps.tsx';
import { useWords } from '../../words/words.ts';

/** Adds and changes screens from a CSV file. */
export function ImportForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  return (
    <ImportSteps
      title={words('screens.import')}
      about={words('screens.importAbout')}
      sample={{ href: screensCsvPath, label: words('screens.importSample') }}
      file={{ label: words('screens.file'), accept: '.csv,text/csv', icon: <IconFileTypeCsv size={16} aria-hidden /> }}
      run={async (file, asked) => {
        // strict, so that a file in another encoding is told and not read as something else
        const csv = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
        return call(screenRoutes.importScreens, { body: { csv, ...asked } });
      }}
      faultInWords={({ line, field, message }) => ({
        key: `${line} ${field} ${message}`,
        text: (
          <>
            {words('screens.line', { line })} · <span className="mono">{field}</span>: {message}
          </>
        ),
      })}
      onImported={async () => {
        await queries.invalidateQueries({ queryKey: screensQuery.queryKey });
        await queries.invalidateQueries({ queryKey: placesQuery.queryKey });
        onDone();
      }}
    />
  );
}
