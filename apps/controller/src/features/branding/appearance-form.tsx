import { brandingRoutes, type Branding } from '@gatecast/protocol';
import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle, IconDeviceFloppy } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { brandQuery } from '../../api/brand.ts';
import { call } from '../../api/call.ts';
import { isNearEmergency } from '../../app/accent-shades.ts';
import { tellDone } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import classes from './appearance.module.css';
import { AccentPreview } from './accent-preview.tsx';
import { LogoField, type LogoChoice } from './logo-field.tsx';

const colour = /^#[0-9a-fA-F]{6}$/;

/** The form of name, logo and colour. `onDone` reads what stands now. */
export function AppearanceForm({ branding: now, onDone }: { branding: Branding; onDone: () => void }) {
  // as it was when the form was opened: a window that reads everything again must not slip a newer revision under what is typed
  const [branding] = useState(now);
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm<{ name: string; accent: string; logo: LogoChoice }>({
    initialValues: { name: branding.name, accent: branding.accent ?? '', logo: { kind: 'keep' } },
    validate: { accent: (value) => (value === '' || colour.test(value) ? null : words('appearance.accentWrong')) },
  });
  const { name, accent, logo } = form.values;
  const save = useMutation({
    mutationFn: (onto: number | undefined) =>
      call(brandingRoutes.putBranding, {
        body: {
          name,
          accent: accent === '' ? null : accent,
          logo: logo.kind === 'new' ? { kind: 'new', data: logo.data } : logo,
          revision: onto ?? branding.revision,
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: brandQuery.queryKey });
      tellDone(words('appearance.saved'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  const hasColour = colour.test(accent);
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(undefined))} noValidate aria-label={words('appearance.title')} className="surface">
      <div className={classes['form']}>
        <Stack gap="md">
          <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
          <TextInput
            label={words('appearance.name')}
            description={words('appearance.nameAbout')}
            maxLength={60}
            {...form.getInputProps('name')}
          />
          <LogoField
            kept={branding.logo}
            choice={logo}
            error={form.errors['logo.data']}
            onChange={(next) => form.setFieldValue('logo', next)}
          />
          <TextInput
            label={words('appearance.accent')}
            description={words('appearance.accentAbout')}
            placeholder="#04706c"
            maxLength={7}
            rightSection={
              <input
                type="color"
                className={classes['picker']}
                aria-label={words('appearance.pick')}
                value={hasColour ? accent : '#04706c'}
                onChange={({ currentTarget }) => form.setFieldValue('accent', currentTarget.value)}
              />
            }
            rightSectionWidth={44}
            {...form.getInputProps('accent')}
          />
          {hasColour && isNearEmergency(accent) && (
            <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} role="status">
              {words('appearance.nearEmergency')}
            </Alert>
          )}
          <Group>
            <Button type="submit" loading={save.isPending} leftSection={<IconDeviceFloppy size={17} aria-hidden />}>
              {words('common.save')}
            </Button>
          </Group>
        </Stack>
        <section aria-labelledby="appearance-preview">
          <Title order={2} id="appearance-preview" mb="xs">
            {words('appearance.preview')}
          </Title>
          <AccentPreview accent={hasColour ? accent : null} />
          <Text size="sm" mt="xs" fw={600}>
            {name.trim() === '' ? 'Gatecast' : name}
          </Text>
        </section>
      </div>
    </form>
  );
}
