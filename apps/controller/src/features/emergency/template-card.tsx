import { alertRoutes, type AlertTemplate } from '@gatecast/protocol';
import { Box, Button, Collapse, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { meQuery } from '../../api/me-query.ts';
import { templatesQuery } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Fault, tellDone, tellFault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark } from '../../parts/mark.tsx';
import { headlineIn, languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { severityTones } from './alert-looks.ts';
import { AlertPreview } from './alert-preview.tsx';
import { TemplateForm } from './template-form.tsx';

/** One pre-staged alert: what it says, who answers for that, and the new wording that waits, if one does. */
export function TemplateCard({ template }: { readonly template: AlertTemplate }) {
  const words = useWords();
  const may = useMay();
  const personName = usePersonName();
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const language = useLanguage();
  // what still waits is read whole before it is approved
  const [isTextShown, text] = useDisclosure(template.approverId === null);
  const [isEditing, editing] = useDisclosure(false);
  const [isWithdrawing, withdrawing] = useDisclosure(false);
  const params = { templateId: template.id };
  const isMine = me?.id === (template.draft?.authorId ?? template.authorId);
  const readAgain = () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
  const nameOf = (id: string) => personName(id)?.name ?? words('people.other');
  const approve = useMutation({
    mutationFn: () => call(alertRoutes.approveAlertTemplate, { params, body: { revision: template.revision } }),
    // also where somebody was quicker: what is there now has to be read
    onSettled: readAgain,
  });
  const drop = useMutation({
    mutationFn: () => call(alertRoutes.dropAlertTemplateDraft, { params, query: { revision: template.revision } }),
    onSuccess: readAgain,
    onError: (error) => tellFault(error, words),
  });
  const withdraw = useMutation({
    mutationFn: () => call(alertRoutes.withdrawAlertTemplate, { params, query: { revision: template.revision } }),
    onSuccess: async () => {
      await readAgain();
      tellDone(words('templates.withdrawn'));
    },
    onError: (error) => tellFault(error, words),
  });
  const { draft } = template;
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
          <Mark look="approved">{words('templates.approvedBy', { name: nameOf(template.approverId) })}</Mark>
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
      {draft !== null && (
        <Box component="section" mt="md" maw={760} aria-label={words('templates.draftWaits')}>
          <Group gap={6} mb={6}>
            <Mark look="requested">{words('templates.draftWaits')}</Mark>
            <Text size="sm">
              {draft.name} · {words(`severities.${draft.severity}`)} · {words(`urgencies.${draft.urgency}`)} ·{' '}
              {words(`alertStyles.${draft.style}`)}
            </Text>
          </Group>
          <Text size="sm" c="dimmed" mb={6}>
            {words('templates.draftBy', { name: nameOf(draft.authorId) })}
          </Text>
          <AlertPreview texts={draft.texts} isExercise={false} />
        </Box>
      )}
      <Fault error={approve.error} />
      <Group mt="sm">
        {(template.approverId === null || draft !== null) && may('alert.approve') && (
          <Button loading={approve.isPending} disabled={isMine} onClick={() => approve.mutate()}>
            {words(draft === null ? 'templates.approve' : 'templates.approveDraft')}
          </Button>
        )}
        {(template.approverId === null || draft !== null) && isMine && (
          <Text size="sm" c="dimmed">
            {words('emergency.waitsForOther')}
          </Text>
        )}
        {may('alert.prepare') && (
          <>
            {draft !== null && (
              <Button variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
                {words('templates.dropDraft')}
              </Button>
            )}
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={editing.open}>
              {words('templates.edit')}
            </Button>
            <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={withdrawing.open}>
              {words('templates.withdraw')}
            </Button>
          </>
        )}
      </Group>
      <FormDrawer isOpen={isEditing} onClose={editing.close} size="lg" title={words('templates.editTitle')}>
        {isEditing && <TemplateForm template={template} onDone={editing.close} />}
      </FormDrawer>
      <Confirm
        isOpen={isWithdrawing}
        title={words('templates.withdrawTitle')}
        confirm={words('templates.withdraw')}
        isDangerous
        isBusy={withdraw.isPending}
        onConfirm={() => withdraw.mutate()}
        onClose={withdrawing.close}
      >
        {words('templates.withdrawAbout', { name: template.name })}
      </Confirm>
    </Box>
  );
}
