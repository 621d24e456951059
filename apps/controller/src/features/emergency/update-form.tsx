import { alertRoutes, type StoredAlert } from '@gatecast/protocol';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { merged } from '../../api/merged.ts';
import { alertsQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { AlertOnGlass } from './alert-on-glass.tsx';
import { AlertPreview } from './alert-preview.tsx';
import { DurationField } from './duration-field.tsx';
import { MessageFields, missingHeadlines, textsIn, type Message } from './message-fields.tsx';
import { alertTargetsOf, choicesOf, TargetsField } from './targets-field.tsx';
import { WhereItAppears } from './where-it-appears.tsx';

type Props = {
  readonly alert: StoredAlert;
  /** `extend`: the same words at the same places for longer. */
  readonly kind: 'extend' | 'update';
  readonly onDone: () => void;
};

/** Asks for an alert that is on to be on for longer, or to say something else; it stays as it is until another person agrees. */
export function UpdateForm({ alert, kind, onDone }: Props) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const queries = useQueryClient();
  const { severity, urgency, style, texts } = alert;
  const [before] = useState<Message>({ severity, urgency, style, texts });
  const [message, setMessage] = useState(before);
  const [targets, setTargets] = useState(choicesOf(alert.targets));
  const [durationMs, setDurationMs] = useState(3_600_000);
  const [isChecked, setIsChecked] = useState(false);
  useUnsaved(message !== before);
  const zone = places.zoneOf(alert.siteId);
  const languages = places.sites.find(({ id }) => id === alert.siteId)?.languages ?? [];
  const drafted = { ...message, siteId: alert.siteId, status: alert.status, targets: alertTargetsOf(targets) };
  const ask = useMutation({
    mutationFn: () =>
      call(alertRoutes.updateAlert, {
        params: { alertId: alert.id },
        body: { ...message, texts: textsIn(message, languages), targets: drafted.targets, durationMs },
      }),
    onSuccess: (update) => {
      queries.setQueryData(alertsQuery.queryKey, (list) => list && merged(list, [update]));
      tellDone(words('emergency.updateRequested'));
      onDone();
    },
  });
  return (
    <form
      noValidate
      aria-label={words(kind === 'extend' ? 'emergency.extendForm' : 'emergency.updateForm')}
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (missingHeadlines(message, languages).length === 0) ask.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{words('emergency.updateAbout', { at: formats.time(alert.expiresMs, zone) })}</Text>
        <DurationField value={durationMs} zone={zone} onChange={setDurationMs} />
        {kind === 'update' && (
          <>
            <TargetsField siteId={alert.siteId} value={targets} onChange={setTargets} />
            <MessageFields value={message} languages={languages} onChange={setMessage} isChecked={isChecked} fault={fieldOf(ask.error)} />
          </>
        )}
        {kind === 'extend' && <AlertPreview texts={alert.texts} isExercise={alert.status === 'exercise'} />}
        <WhereItAppears drafted={drafted} />
        {kind === 'update' && <AlertOnGlass drafted={drafted} />}
        <Fault error={ask.error} />
        <Group>
          <Button type="submit" color="red" size="md" loading={ask.isPending}>
            {words('emergency.request')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
