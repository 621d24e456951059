import type { FieldChange } from '@gatecast/protocol';
import { Alert, Anchor, Button, FileInput, Group, List, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import { Changes } from './changes.tsx';
import { Fault, tellDone } from './fault.tsx';
import { LongWork, newWorkId } from './long-work.tsx';

const mostFaults = 100;

type Line = { readonly line: number; readonly act: 'adds' | 'changes'; readonly name: string; readonly changes: readonly FieldChange[] };
type Imported<F> = {
  readonly isDone: boolean;
  readonly token: string | null;
  readonly lines: readonly Line[];
  readonly sameCount: number;
  readonly faults: readonly F[];
};
type Props<F> = {
  readonly title: string;
  readonly about: string;
  readonly sample: { readonly href: string; readonly label: string };
  readonly file: {
    readonly label: string;
    readonly accept: string;
    readonly icon: ReactNode;
    /** Why a chosen file is not asked about; null: it is. */
    readonly refusalOf?: (file: File) => string | null;
  };
  /** Without a token a preview, with that of the preview the real thing. Throws TypeError where text is not UTF-8. */
  readonly run: (file: File, asked: { readonly token: string | null; readonly workId: string }) => Promise<Imported<F>>;
  readonly faultInWords: (fault: F) => { readonly key: string; readonly text: ReactNode };
  readonly onImported: () => Promise<void>;
};

/** Takes a file in: every fault by its line, what would change, then all of it or nothing. */
export function ImportSteps<F>({ title, about, sample, file: asked, run, faultInWords, onImported }: Props<F>) {
  const words = useWords();
  const [file, setFile] = useState<File | null>(null);
  const imported = useMutation({
    mutationFn: async (wanted: { readonly token: string | null; readonly workId: string }) => run(file ?? new File([], ''), wanted),
    onSuccess: async ({ isDone, lines }) => {
      if (!isDone) return;
      tellDone(words('screens.imported', { count: lines.length }));
      await onImported();
    },
  });
  const preview = imported.data;
  const adds = preview?.lines.filter(({ act }) => act === 'adds').length ?? 0;
  const refusal = file === null ? null : (asked.refusalOf?.(file) ?? null);
  return (
    <form
      noValidate
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        imported.mutate({ token: preview?.token ?? null, workId: newWorkId() });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {about}{' '}
          <Anchor href={sample.href} download underline="always">
            {sample.label}
          </Anchor>
        </Text>
        {imported.error instanceof TypeError ? (
          <Alert color="red" role="alert" title={words('screens.notUtf8')} />
        ) : (
          <Fault error={imported.error} />
        )}
        <FileInput
          label={asked.label}
          accept={asked.accept}
          leftSection={asked.icon}
          placeholder={words('screens.fileChoose')}
          value={file}
          error={refusal ?? undefined}
          onChange={(next) => {
            imported.reset();
            setFile(next);
          }}
        />
        {preview !== undefined && preview.faults.length > 0 && (
          <Alert color="red" role="alert" title={words('screens.lineFaults', { count: preview.faults.length })}>
            <List size="sm">
              {preview.faults.slice(0, mostFaults).map((fault) => {
                const { key, text } = faultInWords(fault);
                return <List.Item key={key}>{text}</List.Item>;
              })}
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
        <LongWork workId={imported.variables?.workId} isPending={imported.isPending} />
        <Group>
          <Button
            type="submit"
            loading={imported.isPending}
            disabled={
              file === null || refusal !== null || (preview !== undefined && (preview.faults.length > 0 || preview.lines.length === 0))
            }
          >
            {preview === undefined ? words('screens.preview') : words('screens.apply', { count: preview.lines.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
