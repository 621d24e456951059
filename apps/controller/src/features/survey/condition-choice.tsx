import { conditionSchema, type Condition } from '@gatecast/protocol';
import { Box, Radio } from '@mantine/core';
import { useWords } from '../../words/words.ts';
import classes from './survey.module.css';

/** In what condition a means was found; each a whole card to press, for a thumb. */
export function ConditionChoice({ value, onChange }: { value: Condition; onChange: (condition: Condition) => void }) {
  const words = useWords();
  return (
    <Radio.Group label={words('survey.condition')} value={value} onChange={(next) => onChange(conditionSchema.parse(next))}>
      <Box className={classes['conditions'] ?? ''} mt={4}>
        {conditionSchema.options.map((condition) => (
          <Radio.Card key={condition} value={condition} p="sm" radius="md">
            <Box style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
              <Radio.Indicator />
              {words(`survey.conditions.${condition}`)}
            </Box>
          </Radio.Card>
        ))}
      </Box>
    </Radio.Group>
  );
}
