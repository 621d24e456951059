import { incidentKinds, incidentRoutes, notificationRouteSchema, type NotificationRoute } from '@gatecast/protocol';
import { Button, Checkbox, Chip, Group, Input, MultiSelect, SegmentedControl, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { notificationRoutesQuery } from '../../api/queries.ts';
import { tellDone } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useLanguage, useWords } from '../../words/words.ts';

type Draft = Omit<NotificationRoute, 'id' | 'delivery' | 'revision'>;
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const draftSchema = notificationRouteSchema.omit({ id: true, delivery: true, revision: true });

/** Makes or changes a route; `onDone` gets the secret of a webhook that was made. */
export function RouteForm({ route, onDone }: { route: NotificationRoute | null; onDone: (secret: string | null) => void }) {
  const words = useWords();
  const language = useLanguage();
  const places = usePlaces();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(route, language === 'vi' ? 'vi' : 'en'));
  const [before] = useState(JSON.stringify(draft));
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  useUnsaved(JSON.stringify(draft) !== before);
  const finish = (secret: string | null) => {
    void queries.invalidateQueries({ queryKey: notificationRoutesQuery.queryKey });
    tellDone(words('routes.saved'));
    onDone(secret);
  };
  const save = useMutation({
    mutationFn: async (onto: number | undefined) => {
      if (route === null) return (await call(incidentRoutes.createNotificationRoute, { body: draft })).secret;
      await call(incidentRoutes.putNotificationRoute, {
        params: { routeId: route.id },
        body: { ...draft, revision: onto ?? route.revision },
      });
      return null;
    },
    onSuccess: finish,
  });
  const remove = useMutation({
    mutationFn: async ({ id, revision }: Pick<NotificationRoute, 'id' | 'revision'>) =>
      call(incidentRoutes.deleteNotificationRoute, { params: { routeId: id }, query: { revision } }),
    onSuccess: () => finish(null),
  });
  const [hours] = draft.hours;
  const isComplete = draftSchema.safeParse(draft).success;
  return (
    <form
      noValidate
      aria-label={words(route === null ? 'routes.add' : 'routes.edit')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={() => onDone(null)} />
        <SaveFault
          error={remove.error}
          isRemoval
          onKeep={(revision) => route && remove.mutate({ id: route.id, revision })}
          onReload={() => onDone(null)}
        />
        <TextInput
          label={words('routes.name')}
          required
          maxLength={100}
          value={draft.name}
          onChange={({ currentTarget: { value } }) => change({ name: value })}
        />
        {route === null && (
          <Input.Wrapper label={words('routes.channel')} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={words('routes.channel')}
              data={(['email', 'webhook'] as const).map((value) => ({ value, label: words(`routes.channels.${value}`) }))}
              value={draft.channel.kind}
              onChange={(kind) => change({ channel: kind === 'email' ? { kind: 'email', to: [] } : { kind: 'webhook', url: '' } })}
            />
          </Input.Wrapper>
        )}
        {draft.channel.kind === 'email' ? (
          <TagsInput
            label={words('routes.addresses')}
            description={words('routes.addressesAbout')}
            required
            maxTags={20}
            value={draft.channel.to}
            onChange={(to) => change({ channel: { kind: 'email', to } })}
          />
        ) : (
          <TextInput
            label={words('routes.url')}
            description={words('routes.urlAbout')}
            type="url"
            required
            value={draft.channel.url}
            onChange={({ currentTarget: { value } }) => change({ channel: { kind: 'webhook', url: value } })}
          />
        )}
        <Input.Wrapper label={words('routes.language')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={words('routes.language')}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
            value={draft.language}
            onChange={(value) => change({ language: value === 'vi' ? 'vi' : 'en' })}
          />
        </Input.Wrapper>
        <MultiSelect
          label={words('routes.sites')}
          description={words('routes.sitesAbout')}
          placeholder={draft.siteIds.length === 0 ? words('incidents.everySite') : ''}
          data={places.sites.map(({ id }) => ({ value: id, label: places.siteName(id) }))}
          value={draft.siteIds}
          onChange={(siteIds) => change({ siteIds })}
          clearable
        />
        <MultiSelect
          label={words('routes.kinds')}
          placeholder={draft.kinds.length === 0 ? words('incidents.everyKind') : ''}
          data={incidentKinds.map((value) => ({ value, label: words(`incidentKinds.${value}`) }))}
          value={draft.kinds}
          onChange={(kinds) => change({ kinds })}
          clearable
        />
        <Checkbox
          label={words('routes.atHours')}
          description={words('routes.atHoursAbout')}
          checked={hours !== undefined}
          onChange={({ currentTarget: { checked } }) => change({ hours: checked ? [{ days: [...days], from: '08:00', to: '18:00' }] : [] })}
        />
        {hours !== undefined && (
          <Group align="flex-end" gap="sm">
            <Input.Wrapper label={words('routes.days')} labelElement="div">
              <Chip.Group
                multiple
                value={hours.days}
                onChange={(chosen) => change({ hours: [{ ...hours, days: days.filter((day) => chosen.includes(day)) }] })}
              >
                <Group gap={4}>
                  {days.map((day) => (
                    <Chip key={day} value={day} size="xs">
                      {words(`days.short.${day}`)}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </Input.Wrapper>
            <TextInput
              type="time"
              label={words('routes.from')}
              value={hours.from}
              onChange={({ currentTarget: { value } }) => change({ hours: [{ ...hours, from: value }] })}
            />
            <TextInput
              type="time"
              label={words('routes.until')}
              value={hours.to}
              onChange={({ currentTarget: { value } }) => change({ hours: [{ ...hours, to: value }] })}
            />
          </Group>
        )}
        <Switch
          label={words('routes.isOn')}
          checked={draft.isOn}
          onChange={({ currentTarget: { checked } }) => change({ isOn: checked })}
        />
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending} disabled={!isComplete}>
            {words('common.save')}
          </Button>
          {route !== null && (
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(route)}>
              {words('routes.remove')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function draftOf(route: NotificationRoute | null, language: 'vi' | 'en'): Draft {
  if (route === null) return { name: '', channel: { kind: 'email', to: [] }, language, siteIds: [], kinds: [], hours: [], isOn: true };
  const { id: _id, delivery: _delivery, revision: _revision, ...draft } = route;
  return draft;
}
