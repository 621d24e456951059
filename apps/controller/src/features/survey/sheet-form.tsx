import { meansRoutes, type Condition, type Means } from '@gatecast/protocol';
import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { ConditionChoice } from './condition-choice.tsx';
import { formPhotosOf, PhotosField, type FormPhoto } from './photos-field.tsx';

/** One sheet of the survey, filled in before the thing itself: how it is, what it looks like, where exactly it stands. */
export function SheetForm({ means, onDone }: { means: Means; onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const form = useForm<{ condition: Condition; position: string; notes: string; photos: readonly FormPhoto[] }>({
    initialValues: { condition: means.condition, position: means.position, notes: means.notes, photos: formPhotosOf(means) },
  });
  useUnsaved(form.isDirty());
  const [revision] = useState(means.revision);
  const hand = useMutation({
    mutationFn: (onto: number) => {
      const { photos, ...found } = form.values;
      const body = { ...found, photoIds: photos.map(({ mediaId }) => mediaId), revision: onto };
      return call(meansRoutes.surveyMeans, { params: { meansId: means.id }, body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['means'] });
      tellDone(words('survey.sheetSaved', { name: means.name }));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit(() => hand.mutate(revision))} noValidate aria-label={words('survey.sheet')}>
      <Stack gap="md">
        <SaveFault error={hand.error} onKeep={hand.mutate} onReload={onDone} />
        <Text size="sm" c="dimmed">
          {[words(`kinds.${means.kind}`), places.siteName(means.siteId), places.areaPath(means.areaId)].filter(Boolean).join(' · ')}
        </Text>
        <ConditionChoice value={form.values.condition} onChange={(condition) => form.setFieldValue('condition', condition)} />
        <PhotosField
          siteId={means.siteId}
          photos={form.values.photos}
          error={form.errors['photoIds'] as string | undefined}
          onChange={(photos) => form.setFieldValue('photos', photos)}
          onBusy={setIsBusy}
        />
        <TextInput label={words('survey.position')} description={words('survey.positionAbout')} {...form.getInputProps('position')} />
        <Textarea label={words('survey.notes')} autosize minRows={3} maxRows={10} {...form.getInputProps('notes')} />
        <Button
          type="submit"
          size="md"
          loading={hand.isPending}
          disabled={isBusy}
          leftSection={<IconClipboardCheck size={18} aria-hidden />}
        >
          {words('survey.handIn')}
        </Button>
      </Stack>
    </form>
  );
}
