import { provisionsExportPath, type Provision } from '@gatecast/protocol';
import { Button, Group, Table, Text } from '@mantine/core';
import { IconChecklist, IconPlus, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServerNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { provisionsQuery } from '../../api/survey-queries.ts';
import { Empty } from '../../parts/empty.tsx';
import { ExportButtons } from '../../parts/export-buttons.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Loading } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { queryText } from '../../parts/query-text.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { ProvisionForm } from './provision-form.tsx';
import { SheetImport } from './sheet-import.tsx';
import { yearAt, type ViewProps } from './survey-search.ts';

type Doing = { readonly kind: 'add' } | { readonly kind: 'import' } | { readonly kind: 'edit'; readonly line: Provision } | null;

/** The plan: how many of which kind shall stand where by which year. */
export function PlanView({ siteId }: ViewProps) {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const places = usePlaces();
  const nowMs = useServerNow();
  const list = useQuery(provisionsQuery(siteId));
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const lines = list.data ?? [];
  return (
    <>
      <Group gap="xs" mb="xs" mih={36}>
        <Text size="sm" role="status">
          {list.data !== undefined && words('survey.lineCount', { count: lines.length })}
        </Text>
        <ExportButtons hrefOf={(format) => `${provisionsExportPath(format)}?${queryText({ siteId, language })}`} />
        {may('survey.plan') && (
          <>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconUpload size={14} aria-hidden />}
              onClick={() => setDoing({ kind: 'import' })}
            >
              {words('sheets.import')}
            </Button>
            <Button size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setDoing({ kind: 'add' })}>
              {words('survey.addLine')}
            </Button>
          </>
        )}
      </Group>
      <Fault error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {list.data?.length === 0 && <Empty icon={IconChecklist} title={words('survey.planEmpty')} text={words('survey.planEmptyAbout')} />}
      {lines.length > 0 && (
        <ScrollTable label={words('survey.views.plan')}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words('survey.where')}</Table.Th>
                <Table.Th>{words('survey.kind')}</Table.Th>
                <Table.Th>{words('survey.byYear')}</Table.Th>
                <Table.Th className="numeric">{words('survey.wanted')}</Table.Th>
                <Table.Th>{words('survey.notes')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map((line) => {
                const where = [
                  places.siteName(line.siteId),
                  line.areaId === null ? words('wall.wholeSite') : places.areaPath(line.areaId),
                ].join(' · ');
                return (
                  <Table.Tr key={line.id}>
                    <Table.Td>
                      {may('survey.plan') ? (
                        <button type="button" className="row-button text-link" onClick={() => setDoing({ kind: 'edit', line })}>
                          {where}
                        </button>
                      ) : (
                        where
                      )}
                    </Table.Td>
                    <Table.Td>{words(`kinds.${line.kind}`)}</Table.Td>
                    <Table.Td className="tabular">{line.year}</Table.Td>
                    <Table.Td className="numeric">{line.wanted}</Table.Td>
                    <Table.Td>{line.notes}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      <FormDrawer
        isOpen={doing?.kind === 'add' || doing?.kind === 'edit'}
        title={words(doing?.kind === 'edit' ? 'survey.editLine' : 'survey.addLine')}
        onClose={close}
      >
        {(doing?.kind === 'add' || doing?.kind === 'edit') && (
          <ProvisionForm provision={doing.kind === 'edit' ? doing.line : null} siteId={siteId} year={yearAt(nowMs)} onDone={close} />
        )}
      </FormDrawer>
      <FormDrawer isOpen={doing?.kind === 'import'} size="lg" title={words('sheets.import')} onClose={close}>
        {doing?.kind === 'import' && <SheetImport list="provisions" onDone={close} />}
      </FormDrawer>
    </>
  );
}
