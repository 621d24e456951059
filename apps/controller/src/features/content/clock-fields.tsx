import { mostClockZones } from '@gatecast/protocol';
import { Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useWords } from '../../words/words.ts';
import { emptyClockPlace, type ClockForm } from './clock-form.ts';
import { RowList } from './row-list.tsx';

type Props = {
  readonly form: ClockForm;
  readonly lang: string | undefined;
  /** What the server says of a field such as `zones.0.place`. */
  readonly error: (field: string) => string | undefined;
  readonly onChange: (form: ClockForm) => void;
};

/** Whose time a clock tells: the site's, or that of places by their zones and names. */
export function ClockFields({ form, lang, error, onChange }: Props) {
  const words = useWords();
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500} mb={4} id="clock-tells">
          {words('clock.tells')}
        </Text>
        <SegmentedControl
          aria-labelledby="clock-tells"
          data={(['site', 'places'] as const).map((value) => ({ value, label: words(`clock.${value}`) }))}
          value={form.tells}
          onChange={(tells) => onChange({ ...form, tells })}
        />
        <Text size="sm" c="dimmed" mt={6}>
          {words(lang === undefined ? 'clock.aboutWordless' : 'clock.about')}
        </Text>
      </div>
      {form.tells === 'places' && (
        <RowList
          label={words('clock.places')}
          rows={form.places}
          most={mostClockZones}
          empty={emptyClockPlace}
          onChange={(places) => onChange({ ...form, places })}
          render={(row, index, change) => (
            <Group gap={6} flex={1} align="flex-start">
              <Select
                flex="1 1 190px"
                searchable
                allowDeselect={false}
                limit={60}
                aria-label={words('clock.zone', { number: index + 1 })}
                placeholder={words('clock.zone', { number: index + 1 })}
                nothingFoundMessage={words('clock.noZone')}
                data={zonesWith(row.zone)}
                value={row.zone}
                error={error(`zones.${index}.zone`)}
                onChange={(zone) => change({ ...row, zone })}
              />
              <TextInput
                flex="1 1 140px"
                lang={lang}
                aria-label={words('clock.place', { number: index + 1 })}
                placeholder={words('clock.place', { number: index + 1 })}
                maxLength={40}
                value={row.place}
                error={error(`zones.${index}.place`)}
                onChange={({ currentTarget }) => change({ ...row, place: currentTarget.value })}
              />
            </Group>
          )}
        />
      )}
    </Stack>
  );
}

/** Every zone that this browser knows, and the chosen one, whose name may be newer. Found by the words of its name. */
function zonesWith(chosen: string | null): readonly { readonly value: string; readonly label: string }[] {
  const names = new Set(['Asia/Ho_Chi_Minh', ...(chosen === null ? [] : [chosen]), ...Intl.supportedValuesOf('timeZone')]);
  return [...names].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
