import { SimpleGrid, TextInput } from '@mantine/core';
import { useWords } from '../../words/words.ts';
import type { ValidityForm } from './timing-form.ts';

type Props<Form extends ValidityForm> = {
  readonly form: Form;
  readonly zone: string;
  readonly fault?: string | undefined;
  readonly onChange: (form: Form) => void;
};

/** From when until when something may be shown, by the wall clock of a zone; either may be left empty. */
export function ValidityFields<Form extends ValidityForm>({ form, zone, fault, onChange }: Props<Form>) {
  const words = useWords();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
      <TextInput
        type="datetime-local"
        label={words('content.validFrom')}
        description={words('content.validAbout', { zone })}
        value={form.from}
        onChange={({ currentTarget }) => onChange({ ...form, from: currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={words('content.validUntil')}
        description={words('content.validUntilAbout')}
        value={form.until}
        error={fault}
        onChange={({ currentTarget }) => onChange({ ...form, until: currentTarget.value })}
      />
    </SimpleGrid>
  );
}
