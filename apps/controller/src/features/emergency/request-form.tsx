import { alertRoutes } from '@gatecast/protocol';
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { merged } from '../../api/merged.ts';
import { alertsQuery, templatesQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { AlertOnGlass } from './alert-on-glass.tsx';
import { emptyMessage, MessageFields, missingHeadlines, textsIn, type Message } from './message-fields.tsx';
import { alertTargetsOf } from './targets-field.tsx';
import { WhereFields, type Where } from './where-fields.tsx';
import { WhereItAppears } from './where-it-appears.tsx';

/** Asks for an alert in free text; another person's approval raises it. */
export function RequestForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const [message, setMessage] = useState<Message>(emptyMessage);
  const [isChecked, setIsChecked] = useState(false);
  const [where, setWhere] = useState<Where>({ siteId: places.sites[0]?.id ?? '', targets: [], status: 'actual', durationMs: 3_600_000 });
  const { data: templates = [] } = useQuery(templatesQuery);
  const [templateId, setTemplateId] = useState<string | null>(null);
  useUnsaved(message !== emptyMessage);
  const drafted = { ...message, siteId: where.siteId, status: where.status, targets: alertTargetsOf(where.targets) };
  const languages = places.sites.find(({ id }) => id === where.siteId)?.languages ?? [];
  const request = useMutation({
    mutationFn: () =>
      call(alertRoutes.requestAlert, {
        body: {
          ...message,
          texts: textsIn(message, languages),
          siteId: where.siteId,
          targets: drafted.targets,
          status: where.status,
          durationMs: where.durationMs,
        },
      }),
    onSuccess: (alert) => {
      queries.setQueryData(alertsQuery.queryKey, (list) => list && merged(list, [alert]));
      tellDone(words('emergency.requested'));
      onDone();
    },
  });
  return (
    <form
      noValidate
      aria-label={words('emergency.requestForm')}
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (missingHeadlines(message, languages).length === 0) request.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {words('emergency.requestAbout')}
        </Text>
        <WhereFields value={where} onChange={setWhere} />
        {templates.length > 0 && (
          <Select
            label={words('emergency.fromTemplate')}
            description={words('emergency.fromTemplateAbout')}
            placeholder={words('emergency.fromNothing')}
            searchable
            clearable
            value={templateId}
            data={templates.map(({ id, name }) => ({ value: id as string, label: name }))}
            onChange={(id) => {
              const chosen = templates.find((template) => template.id === id);
              setTemplateId(id);
              if (chosen === undefined) return;
              const { severity, urgency, style, texts } = chosen;
              setMessage({ severity, urgency, style, texts });
            }}
          />
        )}
        <MessageFields value={message} languages={languages} onChange={setMessage} isChecked={isChecked} fault={fieldOf(request.error)} />
        <WhereItAppears drafted={drafted} />
        <AlertOnGlass drafted={drafted} />
        <Fault error={request.error} />
        <Group>
          <Button type="submit" color="red" loading={request.isPending} disabled={where.siteId === ''}>
            {words('emergency.request')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
