import { modeSchema } from '@gatecast/protocol';
import { Box, Checkbox, Group, NumberInput, SegmentedControl, Slider, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useWords } from '../../words/words.ts';
import type { EntryForm } from './entry-form.ts';

const mostTurnSeconds = 86_400;

/** How an entry speaks: in the place of others, between them, or over them. */
export function ModeFields({ form }: { form: UseFormReturnType<EntryForm> }) {
  const words = useWords();
  const { mode, takesTurns, sharePercent, isAlone } = form.values;
  return (
    <Box component="fieldset" style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500} mb={4}>
        {words('schedule.mode')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={words('schedule.mode')}
        value={mode}
        onChange={(value) => form.setFieldValue('mode', value)}
        data={modeSchema.options.map((value) => ({ value, label: words(`modes.${value}`) }))}
      />
      <Text size="xs" c="dimmed" mt={4} role="status">
        {words(`modesAbout.${mode}`)}
      </Text>
      {mode === 'replace' && (
        <Stack gap={6} mt="xs">
          <Checkbox
            label={words('schedule.takesTurns')}
            description={words('schedule.takesTurnsAbout')}
            checked={takesTurns}
            onChange={({ currentTarget }) => form.setFieldValue('takesTurns', currentTarget.checked)}
          />
          {takesTurns && (
            <NumberInput
              label={words('schedule.turnSeconds')}
              min={1}
              max={mostTurnSeconds}
              suffix=" s"
              w={180}
              {...form.getInputProps('turnSeconds')}
            />
          )}
        </Stack>
      )}
      {mode === 'interrupt' && (
        <Stack gap={6} mt="xs">
          <Group align="flex-end" wrap="nowrap">
            <NumberInput
              label={words('schedule.share')}
              min={0.01}
              max={100}
              decimalScale={2}
              suffix=" %"
              w={130}
              {...form.getInputProps('sharePercent')}
            />
            <Box style={{ flex: 1 }} pb={10}>
              <Slider
                thumbLabel={words('schedule.share')}
                min={1}
                max={100}
                label={(value) => `${value} %`}
                marks={[{ value: 10 }, { value: 25 }, { value: 50 }]}
                value={typeof sharePercent === 'number' ? sharePercent : 0}
                onChange={(value) => form.setFieldValue('sharePercent', value)}
              />
            </Box>
          </Group>
          <Checkbox
            label={words('schedule.alone')}
            description={words('schedule.aloneAbout')}
            checked={isAlone}
            onChange={({ currentTarget }) => form.setFieldValue('isAlone', currentTarget.checked)}
          />
        </Stack>
      )}
    </Box>
  );
}
