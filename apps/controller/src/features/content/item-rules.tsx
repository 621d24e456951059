import type { Item } from '@gatecast/protocol';
import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useWords } from '../../words/words.ts';
import type { ValidityForm } from './timing-form.ts';
import { ValidityFields } from './validity-fields.tsx';

type Rules = { readonly missing: Item['missing']; readonly validity: ValidityForm };

/** What a new item is asked, and one that is changed: what stands where a language is missing, and from when until when it may be shown. */
export function ItemRules<Form extends Rules>({ form, zone }: { readonly form: UseFormReturnType<Form>; readonly zone: string }) {
  const words = useWords();
  const fault = form.errors['validity.untilMs'];
  return (
    <>
      <Select
        label={words('content.missing')}
        allowDeselect={false}
        data={(['substitute', 'skip'] as const).map((rule) => ({ value: rule, label: words(`missingRules.${rule}`) }))}
        {...form.getInputProps('missing')}
      />
      <ValidityFields
        form={form.values.validity}
        zone={zone}
        fault={typeof fault === 'string' ? fault : undefined}
        onChange={(validity) => form.setValues((before) => ({ ...before, validity }))}
      />
    </>
  );
}
