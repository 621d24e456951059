import {
  meansExportPath,
  meansRoutes,
  mostXlsxBytes,
  provisionRoutes,
  provisionsExportPath,
  type SheetFault,
  type SheetFile,
} from '@gatecast/protocol';
import { Alert, Anchor, Button, FileInput, Group, List, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useLanguage, useWords, type Words } from '../../words/words.ts';
import { Changes } from '../screens/changes.tsx';

const mostFaults = 100;
const lists = {
  means: { route: meansRoutes.importMeans, pathOf: meansExportPath },
  provisions: { route: provisionRoutes.importProvisions, pathOf: provisionsExportPath },
} as const;

/** Takes a table in from CSV or XLSX: every fault by its line, what would change, then all of it or nothing. */
export function SheetImport({ list, onDone }: { list: keyof typeof lists; onDone: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const { route, pathOf } = lists[list];
  const run = useMutation({
    mutationFn: async (token: string | null) => call(route, { body: { file: await sheetFileOf(file ?? new File([], '')), token } }),
    onSuccess: async ({ isDone, lines }) => {
      if (!isDone) return;
      await queries.invalidateQueries({ queryKey: ['means'] });
      await queries.invalidateQueries({ queryKey: ['provisions'] });
      tellDone(words('screens.imported', { count: lines.length }));
      onDone();
    },
  });
  const preview = run.data;
  const adds = preview?.lines.filter(({ act }) => act === 'adds').length ?? 0;
  const isTooLarge = file !== null && file.size > mostXlsxBytes;
  return (
    <form
      noValidate
      aria-label={words('sheets.import')}
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate(preview?.token ?? null);
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('sheets.about')}{' '}
          <Anchor href={`${pathOf('xlsx')}?language=${language}`} download>
            {words('sheets.sample')}
          </Anchor>
        </Text>
        {run.error instanceof TypeError ? <Alert color="red" role="alert" title={words('screens.notUtf8')} /> : <Fault error={run.error} />}
        <FileInput
          label={words('sheets.file')}
          accept=".csv,.xlsx,text/csv"
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          placeholder={words('screens.fileChoose')}
          value={file}
          error={isTooLarge ? words('sheets.tooLarge', { most: formats.bytes(mostXlsxBytes) }) : undefined}
          onChange={(next) => {
            run.reset();
            setFile(next);
          }}
        />
        {preview !== undefined && preview.faults.length > 0 && (
          <Alert color="red" role="alert" title={words('screens.lineFaults', { count: preview.faults.length })}>
            <List size="sm">
              {preview.faults.slice(0, mostFaults).map((fault) => (
                <List.Item key={`${fault.line} ${fault.field} ${fault.message}`}>{faultInWords(fault, words)}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {preview?.faults.length === 0 && (
          <>
            <Text size="sm" fw={500} role="status">
              {words('screens.wouldImport', { adds, changes: preview.lines.length - adds, same: preview.sameCount })}
            </Text>
            {preview.lines.length > 0 && (
              <Changes rows={preview.lines.map(({ line, name, changes }) => ({ key: `${line}`, name, changes }))} />
            )}
          </>
        )}
        <Group>
          <Button
            type="submit"
            loading={run.isPending}
            disabled={file === null || isTooLarge || (preview !== undefined && (preview.faults.length > 0 || preview.lines.length === 0))}
          >
            {preview === undefined ? words('screens.preview') : words('screens.apply', { count: preview.lines.length })}
          </Button>
        </Group>
      </Stack>
    </form>
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
