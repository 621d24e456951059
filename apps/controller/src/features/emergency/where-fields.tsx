import { Group, MultiSelect, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { durationChoicesMs } from './alert-looks.ts';

export type Where = {
  readonly siteId: string;
  /** `area:id` and `screen:id`; empty is the whole site */
  readonly targets: readonly string[];
  readonly status: 'actual' | 'exercise';
  readonly durationMs: number;
};

/** The targets as the route takes them. */
export function alertTargetsOf(targets: readonly string[]): { areaIds: string[]; screenIds: string[] } {
  const of = (kind: string) => targets.filter((target) => target.startsWith(kind)).map((target) => target.slice(kind.length));
  return { areaIds: of('area:'), screenIds: of('screen:') };
}

/** Where an alert goes, whether it is real, and for how long. */
export function WhereFields({ value, onChange }: { value: Where; onChange: (where: Where) => void }) {
  const words = useWords();
  const places = usePlaces();
  const screens = places.screens.filter(({ siteId }) => siteId === value.siteId);
  return (
    <Stack gap="sm">
      <Select
        label={words('common.site')}
        allowDeselect={false}
        data={places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) }))}
        value={value.siteId}
        onChange={(siteId) => onChange({ ...value, siteId: siteId ?? '', targets: [] })}
      />
      <MultiSelect
        label={words('emergency.targets')}
        description={words('emergency.targetsAbout')}
        placeholder={value.targets.length === 0 ? words('emergency.wholeSite', { count: screens.length }) : ''}
        searchable
        clearable
        data={[
          {
            group: words('schedule.areas'),
            items: places.areasOf(value.siteId).map(({ area, path }) => ({ value: `area:${area.id}`, label: path })),
          },
          { group: words('schedule.screens'), items: screens.map(({ id, name }) => ({ value: `screen:${id}`, label: name })) },
        ]}
        value={[...value.targets]}
        onChange={(targets) => onChange({ ...value, targets })}
      />
      <Group grow align="flex-end">
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
        <Select
          label={words('emergency.duration')}
          allowDeselect={false}
          value={String(value.durationMs)}
          onChange={(ms) => onChange({ ...value, durationMs: Number(ms) })}
          data={durationChoicesMs.map((ms) => ({
            value: String(ms),
            label:
              ms < 3_600_000 ? words('emergency.minutes', { count: ms / 60_000 }) : words('emergency.hours', { count: ms / 3_600_000 }),
          }))}
        />
      </Group>
    </Stack>
  );
}
