import { alertRoutes, type AlertTemplate } from '@gatecast/protocol';
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { merged } from '../../api/merged.ts';
import { alertsQuery } from '../../api/queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { AlertOnGlass } from './alert-on-glass.tsx';
import { AlertPreview } from './alert-preview.tsx';
import classes from './emergency.module.css';
import { alertTargetsOf } from './targets-field.tsx';
import { WhereFields, type Where } from './where-fields.tsx';
import { WhereItAppears } from './where-it-appears.tsx';

/** The one look between a template and the glass: where, real or exercise, how long, and every word of it. */
export function RaiseSheet({ template, onClose }: { template: AlertTemplate; onClose: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const places = usePlaces();
  const queries = useQueryClient();
  const [where, setWhere] = useState<Where>({ siteId: places.sites[0]?.id ?? '', targets: [], status: 'actual', durationMs: 3_600_000 });
  const isPhone = useMediaQuery('(max-width: 36em)') ?? false;
  const { severity, urgency, style, texts } = template;
  const { siteId, status } = where;
  const drafted = { siteId, status, targets: alertTargetsOf(where.targets), severity, urgency, style, texts };
  const raise = useMutation({
    mutationFn: () =>
      call(alertRoutes.raiseAlert, {
        body: {
          templateId: template.id,
          siteId: where.siteId,
          targets: drafted.targets,
          status: where.status,
          durationMs: where.durationMs,
        },
      }),
    onSuccess: (alert) => {
      queries.setQueryData(alertsQuery.queryKey, (list) => list && merged(list, [alert]));
      onClose();
    },
  });
  const missing = places.sites.find(({ id }) => id === where.siteId)?.languages.filter((tag) => template.texts[tag] === undefined) ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      fullScreen={isPhone}
      title={words('emergency.raiseTitle', { name: template.name })}
      closeButtonProps={{ 'aria-label': words('common.close') }}
    >
      <Stack gap="md">
        <WhereFields value={where} onChange={setWhere} />
        <WhereItAppears drafted={drafted} />
        <AlertPreview texts={template.texts} isExercise={where.status === 'exercise'} />
        <AlertOnGlass drafted={drafted} />
        {missing.length > 0 && (
          <Alert color="orange" role="alert">
            {words('emergency.missingLanguages', { languages: missing.map((tag) => languageName(tag, language)).join(', ') })}
          </Alert>
        )}
        <Fault error={raise.error} />
        <Group justify="flex-end" className={classes['decide'] ?? ''}>
          <Button variant="default" size="md" onClick={onClose}>
            {words('common.cancel')}
          </Button>
          <Button
            color={where.status === 'actual' ? 'red' : 'teal'}
            size="md"
            leftSection={<IconAlertOctagon size={20} aria-hidden />}
            loading={raise.isPending}
            disabled={where.siteId === ''}
            onClick={() => raise.mutate()}
          >
            {where.status === 'actual' ? words('emergency.raiseActual') : words('emergency.raiseExercise')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
