import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { templatesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { TemplateCard } from './template-card.tsx';
import { TemplateForm } from './template-form.tsx';

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
          <TemplateCard key={template.id} template={template} />
        ))}
      </Stack>
      <FormDrawer isOpen={isWriting} onClose={writing.close} size="lg" title={words('templates.add')}>
        {isWriting && <TemplateForm template={null} onDone={writing.close} />}
      </FormDrawer>
    </Page>
  );
}
