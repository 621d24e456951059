import type { AlertSeverity, AlertUrgency } from '@gatecast/protocol';
import { Box, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import classes from './emergency.module.css';
import { severities, styles, urgencies } from './alert-looks.ts';

export type Message = {
  readonly severity: AlertSeverity;
  readonly urgency: AlertUrgency;
  readonly style: (typeof styles)[number];
  readonly texts: Readonly<Record<string, { readonly headline: string; readonly instruction: string }>>;
};

export const emptyMessage: Message = { severity: 'severe', urgency: 'immediate', style: 'full-screen', texts: {} };

/** The languages of a list whose headline is still empty. */
export function missingHeadlines(message: Message, languages: readonly string[]): string[] {
  return languages.filter((tag) => (message.texts[tag]?.headline ?? '').trim() === '');
}

/** The texts of exactly these languages. */
export function textsIn(message: Message, languages: readonly string[]): Message['texts'] {
  return Object.fromEntries(languages.map((tag) => [tag, message.texts[tag] ?? { headline: '', instruction: '' }]));
}

type Props = {
  readonly value: Message;
  readonly languages: readonly string[];
  readonly onChange: (message: Message) => void;
  readonly isChecked: boolean;
  /** What the server said about a field, by the field's path. */
  readonly fault: { readonly path: string; readonly detail: string } | null;
};

/** An alert's ranks and its text in every language of the site. */
export function MessageFields({ value, languages, onChange, isChecked, fault }: Props) {
  const words = useWords();
  const language = useLanguage();
  const setText = (tag: string, part: 'headline' | 'instruction', text: string) =>
    onChange({ ...value, texts: { ...value.texts, [tag]: { ...(value.texts[tag] ?? { headline: '', instruction: '' }), [part]: text } } });
  return (
    <Stack gap="sm">
      <Group grow>
        <Select
          label={words('emergency.severity')}
          allowDeselect={false}
          value={value.severity}
          onChange={(severity) => severity && onChange({ ...value, severity })}
          data={severities.map((severity) => ({ value: severity, label: words(`severities.${severity}`) }))}
        />
        <Select
          label={words('emergency.urgency')}
          allowDeselect={false}
          value={value.urgency}
          onChange={(urgency) => urgency && onChange({ ...value, urgency })}
          data={urgencies.map((urgency) => ({ value: urgency, label: words(`urgencies.${urgency}`) }))}
        />
        <Select
          label={words('emergency.style')}
          allowDeselect={false}
          value={value.style}
          onChange={(style) => style && onChange({ ...value, style })}
          data={styles.map((style) => ({ value: style, label: words(`alertStyles.${style}`) }))}
        />
      </Group>
      {languages.map((tag) => {
        const name = languageName(tag, language);
        const isMissing = isChecked && (value.texts[tag]?.headline ?? '').trim() === '';
        const of = (part: string) => (fault?.path === `texts.${tag}.${part}` ? fault.detail : undefined);
        return (
          <Box key={tag} component="fieldset" className="surface" p="sm" style={{ margin: 0 }}>
            <Text component="legend" size="sm" fw={620} className={classes['legend'] ?? ''}>
              {name}
            </Text>
            <Stack gap={6}>
              <TextInput
                label={words('emergency.headline')}
                aria-label={words('emergency.headlineIn', { language: name })}
                lang={tag}
                maxLength={160}
                value={value.texts[tag]?.headline ?? ''}
                error={isMissing ? words('common.required') : of('headline')}
                onChange={({ currentTarget }) => setText(tag, 'headline', currentTarget.value)}
              />
              <Textarea
                label={words('emergency.instruction')}
                aria-label={words('emergency.instructionIn', { language: name })}
                lang={tag}
                maxLength={600}
                autosize
                minRows={2}
                value={value.texts[tag]?.instruction ?? ''}
                error={of('instruction')}
                onChange={({ currentTarget }) => setText(tag, 'instruction', currentTarget.value)}
              />
            </Stack>
          </Box>
        );
      })}
    </Stack>
  );
}
