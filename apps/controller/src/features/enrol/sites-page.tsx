import type { Area, Site, SiteId } from '@gatecast/protocol';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconBuildingCommunity, IconMapPin, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { placesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { piece } from '../../app/piece.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords, type Words } from '../../words/words.ts';
import { ExitPin } from './exit-pin.tsx';
import { LiveUrls } from './live-urls.tsx';
import { AreaForm } from './area-form.tsx';
import { RemovePlace } from './remove-place.tsx';
import { SiteDownloads } from './site-downloads.tsx';
import { SiteForm } from './site-form.tsx';

const SiteUptime = lazy(async () => ({ default: (await piece(import('../health/site-uptime.tsx'))).SiteUptime }));

type Editing =
  | { readonly kind: 'site'; readonly site: Site | null }
  | { readonly kind: 'area'; readonly siteId: SiteId; readonly area: Area | null }
  | null;

/** The sites with their areas: add, rename, move, remove. */
export function SitesPage() {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const sites = useQuery(placesQuery);
  const places = usePlaces();
  const [editing, setEditing] = useState<Editing>(null);
  const close = () => setEditing(null);
  if (sites.isPending) return <Loading />;
  const addSite = may('fleet.edit') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing({ kind: 'site', site: null })}>
      {words('wall.addSite')}
    </Button>
  );
  return (
    <Page title={words('sites.title')} about={words('sites.about')} actions={addSite}>
      <Fault error={sites.error} retry={() => void sites.refetch()} />
      {places.sites.length === 0 && !sites.error && (
        <Empty icon={IconBuildingCommunity} title={words('sites.empty')} text={words('sites.emptyAbout')} />
      )}
      <Stack gap="md">
        {places.sites.map((site) => (
          <Box key={site.id} className="surface" p="md" component="section" aria-label={places.siteName(site.id)}>
            <Group justify="space-between" gap="xs">
              <div>
                <Title order={2}>{places.siteName(site.id)}</Title>
                <Text size="sm" c="dimmed">
                  {site.timeZone} · {site.languages.map((tag) => languageName(tag, language)).join(', ')} · {words('sites.dayStart')}{' '}
                  {site.dayStart}
                </Text>
              </div>
              {may('fleet.edit') && (
                <Group gap="xs">
                  <Button
                    variant="default"
                    leftSection={<IconPlus size={16} aria-hidden />}
                    onClick={() => setEditing({ kind: 'area', siteId: site.id, area: null })}
                  >
                    {words('sites.addArea')}
                  </Button>
                  <Button variant="subtle" size="compact-sm" onClick={() => setEditing({ kind: 'site', site })}>
                    {words('sites.editSite')}
                  </Button>
                  <RemovePlace what="site" id={site.id} name={places.siteName(site.id)} />
                </Group>
              )}
            </Group>
            <ul style={{ listStyle: 'none', margin: '10px 0 0', padding: 0 }}>
              {places.areasOf(site.id).map(({ area, path, depth }) => (
                <li
                  key={area.id}
                  style={{ paddingLeft: depth * 22, display: 'flex', flexWrap: 'wrap', gap: '0 6px', alignItems: 'center', lineHeight: 2 }}
                >
                  <IconMapPin size={15} aria-hidden />
                  <Text size="sm" span>
                    {path.split(' › ').at(-1)}
                  </Text>
                  <Text size="xs" c="dimmed" span>
                    {words('sites.screens', { count: places.screens.filter(({ areaId }) => areaId === area.id).length })}
                  </Text>
                  {may('fleet.edit') && (
                    <>
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        aria-label={words('sites.editAreaOf', { name: path })}
                        onClick={() => setEditing({ kind: 'area', siteId: site.id, area })}
                      >
                        {words('sites.change')}
                      </Button>
                      <RemovePlace what="area" id={area.id} name={path} />
                    </>
                  )}
                </li>
              ))}
            </ul>
            <Suspense>
              <SiteUptime siteId={site.id} />
            </Suspense>
            <LiveUrls siteId={site.id} />
            <ExitPin siteId={site.id} />
            <SiteDownloads siteId={site.id} />
          </Box>
        ))}
      </Stack>
      <FormDrawer isOpen={editing !== null} onClose={close} title={editing === null ? '' : titleOf(editing, words)}>
        {editing?.kind === 'site' && <SiteForm site={editing.site} onDone={close} />}
        {editing?.kind === 'area' && <AreaForm siteId={editing.siteId} area={editing.area} onDone={close} />}
      </FormDrawer>
    </Page>
  );
}

function titleOf(editing: NonNullable<Editing>, words: Words): string {
  switch (editing.kind) {
    case 'site':
      return words(editing.site === null ? 'wall.addSite' : 'sites.editSite');
    case 'area':
      return words(editing.area === null ? 'sites.addArea' : 'sites.editArea');
  }
}
