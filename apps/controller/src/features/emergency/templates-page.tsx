import { alertRoutes, type AlertTemplate } from '@gatecast/protocol';
import { Box, Button, Collapse, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSpeakerphone, IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { meQuery } from '../../api/me-query.ts';
import { templatesQuery } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { FormDrawer, useUnsaved } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { headlineIn, languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { languagesOf } from '../content/coverage.ts';
import { severityTones } from './alert-looks.ts';
import { AlertPreview } from './alert-preview.tsx';
import { emptyMessage, MessageFields, missingHeadlines, textsIn, type Message } from './message-fields.tsx';

/** The pre-staged alerts: written by one person, approved by another, long before they are needed. */
export function TemplatesPage() {
  const words = useWords();
  const may = useMay();
  const templates = useQuery(templatesQuery);
  const [isWriting, writing] = useDisclosure(false);
  if (templates.isPending) return <Loading />;
  return (
    <Page
      title={words('templates.title')}
      about={words('templates.about')}
      actions={
        may('alert.prepare') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={writing.open}>
            {words('templates.add')}
          </Button>
        )
      }
    >
      <Fault error={templates.error} retry={() => void templates.refetch()} />
      {templates.data?.length === 0 && (
        <Empty icon={IconSpeakerphone} title={words('emergency.noTemplates')} text={words('emergency.noTemplatesAbout')} />
      )}
      <Stack gap="sm">
        {(templates.data ?? []).map((template) => (
          <Template key={template.id} template={template} />
        ))}
      </Stack>
      <FormDrawer isOpen={isWriting} onClose={writing.close} size="lg" title={words('templates.add')}>
        {isWriting && <TemplateForm onDone={writing.close} />}
      </FormDrawer>
    </Page>
  );
}

function Template({ template }: { template: AlertTemplate }) {
  const words = useWords();
  const may = useMay();
  const personName = usePersonName();
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const language = useLanguage();
  // what still waits is read whole before it is approved
  const [isTextShown, text] = useDisclosure(template.approverId === null);
  const isMine = me?.id === template.authorId;
  const approve = useMutation({
    mutationFn: () =>
      call(alertRoutes.approveAlertTemplate, { params: { templateId: template.id }, body: { revision: template.revision } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
  return (
    <Box component="article" className="surface" p="md" aria-label={template.name}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Group gap={6}>
          <Title order={2}>{template.name}</Title>
          <Mark icon={IconAlertTriangle} tone={severityTones[template.severity]}>
            {words(`severities.${template.severity}`)}
          </Mark>
          <Text size="sm" c="dimmed">
            {words(`urgencies.${template.urgency}`)} · {words(`alertStyles.${template.style}`)}
          </Text>
        </Group>
        {template.approverId === null ? (
          <Mark look="requested">{words('templates.waiting')}</Mark>
        ) : (
          <Mark look="approved">
            {words('templates.approvedBy', { name: personName(template.approverId)?.name ?? words('people.other') })}
          </Mark>
        )}
      </Group>
      <Text size="sm">{headlineIn(template.texts, language)}</Text>
      <Group gap={6} mt={6}>
        {Object.keys(template.texts).map((tag) => (
          <Mark key={tag}>{languageName(tag, language)}</Mark>
        ))}
        <Button variant="subtle" size="compact-sm" onClick={text.toggle} aria-expanded={isTextShown}>
          {words(isTextShown ? 'emergency.hideTexts' : 'emergency.showTexts')}
        </Button>
      </Group>
      <Collapse expanded={isTextShown}>
        <Box mt="xs" maw={760}>
          <AlertPreview texts={template.texts} isExercise={false} />
        </Box>
      </Collapse>
      <Fault error={approve.error} />
      {template.approverId === null && may('alert.approve') && (
        <Group mt="sm">
          <Button loading={approve.isPending} disabled={isMine} onClick={() => approve.mutate()}>
            {words('templates.approve')}
          </Button>
          {isMine && (
            <Text size="sm" c="dimmed">
              {words('emergency.waitsForOther')}
            </Text>
          )}
        </Group>
      )}
    </Box>
  );
}

function TemplateForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [message, setMessage] = useState<Message>(emptyMessage);
  const [isChecked, setIsChecked] = useState(false);
  useUnsaved(name !== '' || message !== emptyMessage);
  const languages = languagesOf(places.sites);
  const add = useMutation({
    mutationFn: () => call(alertRoutes.createAlertTemplate, { body: { name, ...message, texts: textsIn(message, languages) } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
      onDone();
    },
  });
  const fault = fieldOf(add.error);
  return (
    <form
      noValidate
      aria-label={words('templates.add')}
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (name.trim() !== '' && missingHeadlines(message, languages).length === 0) add.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={words('templates.name')}
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={isChecked && name.trim() === '' ? words('common.required') : fault?.path === 'name' ? fault.detail : undefined}
        />
        <MessageFields value={message} languages={languages} onChange={setMessage} isChecked={isChecked} fault={fault} />
        <Fault error={add.error} />
        <Group>
          <Button type="submit" loading={add.isPending}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
