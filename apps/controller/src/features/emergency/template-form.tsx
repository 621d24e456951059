import { alertRoutes, type AlertTemplate } from '@gatecast/protocol';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { templatesQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { languagesOf } from '../content/coverage.ts';
import { emptyMessage, MessageFields, missingHeadlines, textsIn, type Message } from './message-fields.tsx';

/** Writes a pre-staged alert, or the next wording of one; another person approves it. */
export function TemplateForm({ template, onDone }: { readonly template: AlertTemplate | null; readonly onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  // what was read when the form was opened
  const [before] = useState(() => ({ name: template?.draft?.name ?? template?.name ?? '', message: messageOf(template) }));
  const [revision] = useState(template?.revision ?? 0);
  const [name, setName] = useState(before.name);
  const [message, setMessage] = useState<Message>(before.message);
  const [isChecked, setIsChecked] = useState(false);
  useUnsaved(name !== before.name || message !== before.message);
  const languages = languagesOf(places.sites);
  const save = useMutation({
    mutationFn: (read: number) => {
      const body = { name, ...message, texts: textsIn(message, languages) };
      if (template === null) return call(alertRoutes.createAlertTemplate, { body });
      return call(alertRoutes.putAlertTemplate, { params: { templateId: template.id }, body: { ...body, revision: read } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
      onDone();
    },
  });
  const fault = fieldOf(save.error);
  return (
    <form
      noValidate
      aria-label={words(template === null ? 'templates.add' : 'templates.editTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (name.trim() !== '' && missingHeadlines(message, languages).length === 0) save.mutate(revision);
      }}
    >
      <Stack gap="md">
        {template !== null && template.approverId !== null && (
          <Text size="sm" c="dimmed">
            {words('templates.editAbout')}
          </Text>
        )}
        <TextInput
          label={words('templates.name')}
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={isChecked && name.trim() === '' ? words('common.required') : fault?.path === 'name' ? fault.detail : undefined}
        />
        <MessageFields value={message} languages={languages} onChange={setMessage} isChecked={isChecked} fault={fault} />
        <SaveFault error={save.error} onKeep={(present) => save.mutate(present)} onReload={onDone} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function messageOf(template: AlertTemplate | null): Message {
  if (template === null) return emptyMessage;
  const { severity, urgency, style, texts } = template.draft ?? template;
  return { severity, urgency, style, texts };
}
