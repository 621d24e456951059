import { Group, TextInput } from '@mantine/core';
import { useWords } from '../../words/words.ts';

export type Times = { readonly from: string; readonly to: string };

/** From and to on the wall clock; `24:00`, which a time field cannot say, stands in it as `00:00`. */
export function TimesFields({ value, onChange }: { value: Times; onChange: (times: Times) => void }) {
  const words = useWords();
  return (
    <Group grow mt="xs">
      <TextInput
        type="time"
        label={words('schedule.from')}
        value={value.from}
        onChange={({ currentTarget }) => onChange({ from: currentTarget.value, to: value.to })}
      />
      <TextInput
        type="time"
        label={words('schedule.to')}
        value={value.to === '24:00' ? '00:00' : value.to}
        onChange={({ currentTarget }) => onChange({ from: value.from, to: currentTarget.value })}
      />
    </Group>
  );
}
