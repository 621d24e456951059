import { SegmentedControl, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { DurationField } from './duration-field.tsx';
import { TargetsField } from './targets-field.tsx';

export type Where = {
  readonly siteId: string;
  /** `area:id` and `screen:id`; empty is the whole site */
  readonly targets: readonly string[];
  readonly status: 'actual' | 'exercise';
  readonly durationMs: number;
};

/** Where an alert goes, whether it is real, and for how long. */
export function WhereFields({ value, onChange }: { value: Where; onChange: (where: Where) => void }) {
  const words = useWords();
  const places = usePlaces();
  return (
    <Stack gap="sm">
      <Select
        label={words('common.site')}
        allowDeselect={false}
        data={places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) }))}
        value={value.siteId}
        onChange={(siteId) => onChange({ ...value, siteId: siteId ?? '', targets: [] })}
      />
      <TargetsField siteId={value.siteId} value={value.targets} onChange={(targets) => onChange({ ...value, targets })} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <div>
          <Text size="sm" fw={500} mb={4}>
            {words('emergency.status')}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={words('emergency.status')}
            value={value.status}
            onChange={(status) => onChange({ ...value, status: status })}
            data={(['actual', 'exercise'] as const).map((status) => ({ value: status, label: words(`emergency.statuses.${status}`) }))}
          />
        </div>
        <DurationField
          value={value.durationMs}
          zone={places.zoneOf(value.siteId)}
          onChange={(durationMs) => onChange({ ...value, durationMs })}
        />
      </SimpleGrid>
    </Stack>
  );
}
