import {
  meansExportPath,
  meansRoutes,
  mostXlsxBytes,
  provisionRoutes,
  provisionsExportPath,
  type SheetFault,
  type SheetFile,
} from '@gatecast/protocol';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { useFormats } from '../../instants/formats.ts';
import { ImportSteps } from '../../parts/import-steps.tsx';
import { useLanguage, useWords, type Words } from '../../words/words.ts';

const lists = {
  means: { route: meansRoutes.importMeans, pathOf: meansExportPath },
  provisions: { route: provisionRoutes.importProvisions, pathOf: provisionsExportPath },
} as const;

/** Takes a table in from CSV or XLSX. */
export function SheetImport({ list, onDone }: { list: keyof typeof lists; onDone: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const queries = useQueryClient();
  const { route, pathOf } = lists[list];
  return (
    <ImportSteps
      title={words('sheets.import')}
      about={words('sheets.about')}
      sample={{ href: `${pathOf('xlsx')}?language=${language}`, label: words('sheets.sample') }}
      file={{
        label: words('sheets.file'),
        accept: '.csv,.xlsx,text/csv',
        icon: <IconFileSpreadsheet size={16} aria-hidden />,
        refusalOf: ({ size }) => (size > mostXlsxBytes ? words('sheets.tooLarge', { most: formats.bytes(mostXlsxBytes) }) : null),
      }}
      run={async (file, asked) => call(route, { body: { file: await sheetFileOf(file), ...asked } })}
      faultInWords={(fault) => ({ key: `${fault.line} ${fault.field} ${fault.message}`, text: faultInWords(fault, words) })}
      onImported={async () => {
        await queries.invalidateQueries({ queryKey: ['means'] });
        await queries.invalidateQueries({ queryKey: ['provisions'] });
        onDone();
      }}
    />
  );
}

const columns = [
  'id',
  'site',
  'area',
  'kind',
  'name',
  'position',
  'condition',
  'owner',
  'installedYear',
  'screen',
  'notes',
  'year',
  'wanted',
] as const;

/** Where a fault is, what is wrong and what it must keep to. */
function faultInWords({ line, field, code, limit }: SheetFault, words: Words): string {
  const known = columns.find((column) => column === field);
  const column = known === undefined ? field : words(`sheets.columns.${known}`);
  const where = [words('screens.line', { line }), column].filter((part) => part !== '').join(' · ');
  return `${where}: ${words(`sheets.faults.${code}`)}${limit === null ? '' : ` (${words('common.faultLimit', { limit })})`}`;
}

/** A file as the server takes it, by what it is called. Throws TypeError where CSV is not UTF-8: it is told and not read as something else. */
async function sheetFileOf(file: File): Promise<SheetFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!file.name.toLowerCase().endsWith('.xlsx')) return { format: 'csv', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  let binary = '';
  // in pieces, as a call takes only so many arguments
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCodePoint(...bytes.subarray(at, at + 8_192));
  return { format: 'xlsx', base64: btoa(binary) };
}
