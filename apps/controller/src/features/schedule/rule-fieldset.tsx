import { Group, Textarea, TextInput } from '@mantine/core';
import { useWords } from '../../words/words.ts';
import type { RuleFields } from './when-draft.ts';

/** A recurrence as RFC 5545 writes it, for what the other kinds cannot say. */
export function RuleFieldset({ value, onChange }: { value: RuleFields; onChange: (rule: RuleFields) => void }) {
  const words = useWords();
  return (
    <>
      <Textarea
        mt="xs"
        autosize
        minRows={1}
        label={words('schedule.rules')}
        description={words('schedule.rulesAbout')}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={value.rules}
        onChange={({ currentTarget }) => onChange({ ...value, rules: currentTarget.value })}
      />
      <Group grow mt="xs" align="flex-start">
        <TextInput
          type="datetime-local"
          label={words('schedule.firstStart')}
          value={value.start}
          onChange={({ currentTarget }) => onChange({ ...value, start: currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={words('schedule.firstEnd')}
          value={value.end}
          onChange={({ currentTarget }) => onChange({ ...value, end: currentTarget.value })}
        />
      </Group>
      <Group grow mt="xs" align="flex-start">
        <Textarea
          autosize
          minRows={1}
          maxRows={8}
          label={words('schedule.excluded')}
          description={words('schedule.startsAbout')}
          value={value.excluded}
          onChange={({ currentTarget }) => onChange({ ...value, excluded: currentTarget.value })}
        />
        <Textarea
          autosize
          minRows={1}
          maxRows={8}
          label={words('schedule.added')}
          description={words('schedule.startsAbout')}
          value={value.added}
          onChange={({ currentTarget }) => onChange({ ...value, added: currentTarget.value })}
        />
      </Group>
    </>
  );
}
