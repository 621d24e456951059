import { screenRoutes, screensCsvPath } from '@gatecast/protocol';
import { Alert, Anchor, Button, FileInput, Group, List, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { placesQuery, screensQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { Changes } from './changes.tsx';

const mostFaults = 100;

/** Adds and changes screens from a CSV file: every fault by its line, what would change, then all of it or nothing. */
export function ImportForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const run = useMutation({
    mutationFn: async (token: string | null) => {
      // strict, so that a file in another encoding is told and not read as something else
      const csv = new TextDecoder('utf-8', { fatal: true }).decode(await (file ?? new Blob()).arrayBuffer());
      return call(screenRoutes.importScreens, { body: { csv, token } });
    },
    onSuccess: async ({ isDone, lines }) => {
      if (!isDone) return;
      await queries.invalidateQueries({ queryKey: screensQuery.queryKey });
      await queries.invalidateQueries({ queryKey: placesQuery.queryKey });
      tellDone(words('screens.imported', { count: lines.length }));
      onDone();
    },
  });
  const preview = run.data;
  const adds = preview?.lines.filter(({ act }) => act === 'adds').length ?? 0;
  return (
    <form
      noValidate
      aria-label={words('screens.import')}
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate(preview?.token ?? null);
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('screens.importAbout')}{' '}
          <Anchor href={screensCsvPath} download>
            {words('screens.importSample')}
          </Anchor>
        </Text>
        {run.error instanceof TypeError ? <Alert color="red" role="alert" title={words('screens.notUtf8')} /> : <Fault error={run.error} />}
        <FileInput
          label={words('screens.file')}
          accept=".csv,text/csv"
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
          placeholder={words('screens.fileChoose')}
          value={file}
          onChange={(next) => {
            run.reset();
            setFile(next);
          }}
        />
        {preview !== undefined && preview.faults.length > 0 && (
          <Alert color="red" role="alert" title={words('screens.lineFaults', { count: preview.faults.length })}>
            <List size="sm">
              {preview.faults.slice(0, mostFaults).map(({ line, field, message }) => (
                <List.Item key={`${line} ${field} ${message}`}>
                  {words('screens.line', { line })} · <span className="mono">{field}</span>: {message}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        {preview?.faults.length === 0 && (
          <>
            <Text size="sm" fw={500} role="status">
              {words('screens.wouldImport', { adds, changes: preview.lines.length - adds, same: preview.sameCount })}
            </Text>
            <Changes rows={preview.lines.map(({ line, name, changes }) => ({ key: `${line}`, name, changes }))} />
          </>
        )}
        <Group>
          <Button
            type="submit"
            loading={run.isPending}
            disabled={file === null || (preview !== undefined && (preview.faults.length > 0 || preview.lines.length === 0))}
          >
            {preview === undefined ? words('screens.preview') : words('screens.apply', { count: preview.lines.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
