import type { GapRow } from '@gatecast/protocol';
import { Table } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import { Mark } from '../../parts/mark.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';

/** Each line of the plan against what was found there, and what stands where nothing is planned. */
export function GapTable({ rows }: { rows: readonly GapRow[] }) {
  const words = useWords();
  const places = usePlaces();
  return (
    <ScrollTable label={words('survey.views.gap')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('survey.where')}</Table.Th>
            <Table.Th>{words('survey.kind')}</Table.Th>
            <Table.Th>{words('survey.byYear')}</Table.Th>
            <Table.Th className="numeric">{words('survey.planned')}</Table.Th>
            <Table.Th className="numeric">{words('survey.usable')}</Table.Th>
            <Table.Th className="numeric">{words('survey.conditions.faulty')}</Table.Th>
            <Table.Th className="numeric">{words('survey.conditions.out-of-use')}</Table.Th>
            <Table.Th>{words('survey.gap')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.siteId} ${row.areaId} ${row.kind} ${row.year}`}>
              <Table.Td>
                {[places.siteName(row.siteId), row.areaId === null ? words('wall.wholeSite') : places.areaPath(row.areaId)].join(' · ')}
              </Table.Td>
              <Table.Td>{words(`kinds.${row.kind}`)}</Table.Td>
              <Table.Td className="tabular">{row.year ?? '–'}</Table.Td>
              <Table.Td className="numeric">{row.wanted ?? '–'}</Table.Td>
              <Table.Td className="numeric">{row.usable}</Table.Td>
              <Table.Td className="numeric">{row.faulty}</Table.Td>
              <Table.Td className="numeric">{row.outOfUse}</Table.Td>
              <Table.Td>
                <span>
                  <GapMark missing={row.missing} />
                </span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function GapMark({ missing }: { missing: number | null }) {
  const words = useWords();
  if (missing === null)
    return (
      <Mark tone="quiet" icon={IconHelpCircle}>
        {words('survey.unplanned')}
      </Mark>
    );
  if (missing > 0)
    return (
      <Mark tone="warn" icon={IconAlertTriangle}>
        {words('survey.missing', { count: missing })}
      </Mark>
    );
  return (
    <Mark tone="good" icon={IconCircleCheck}>
      {missing === 0 ? words('survey.asPlanned') : words('survey.beyond', { count: -missing })}
    </Mark>
  );
}
