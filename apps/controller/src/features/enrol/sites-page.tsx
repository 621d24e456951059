import type { SiteId } from '@gatecast/protocol';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconBuildingCommunity, IconMapPin, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { placesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { ExitPin } from './exit-pin.tsx';
import { LiveUrls } from './live-urls.tsx';
import { AreaForm } from './area-form.tsx';
import { SiteDownloads } from './site-downloads.tsx';
import { SiteForm } from './site-form.tsx';

type Adding = { readonly kind: 'site' } | { readonly kind: 'area'; readonly siteId: SiteId } | null;

/** The sites with their areas, and the forms that add to them. */
export function SitesPage() {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const sites = useQuery(placesQuery);
  const places = usePlaces();
  const [adding, setAdding] = useState<Adding>(null);
  if (sites.isPending) return <Loading />;
  const addSite = may('fleet.edit') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding({ kind: 'site' })}>
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
                <Button
                  variant="default"
                  leftSection={<IconPlus size={16} aria-hidden />}
                  onClick={() => setAdding({ kind: 'area', siteId: site.id })}
                >
                  {words('sites.addArea')}
                </Button>
              )}
            </Group>
            <ul style={{ listStyle: 'none', margin: '10px 0 0', padding: 0 }}>
              {places.areasOf(site.id).map(({ area, path, depth }) => (
                <li key={area.id} style={{ paddingLeft: depth * 22, display: 'flex', gap: 6, alignItems: 'center', lineHeight: 2 }}>
                  <IconMapPin size={15} aria-hidden />
                  <Text size="sm" span>
                    {path.split(' › ').at(-1)}
                  </Text>
                  <Text size="xs" c="dimmed" span>
                    {words('sites.screens', { count: places.screens.filter(({ areaId }) => areaId === area.id).length })}
                  </Text>
                </li>
              ))}
            </ul>
            <LiveUrls siteId={site.id} />
            <ExitPin siteId={site.id} />
            <SiteDownloads siteId={site.id} />
          </Box>
        ))}
      </Stack>
      <FormDrawer
        isOpen={adding !== null}
        onClose={() => setAdding(null)}
        title={adding?.kind === 'area' ? words('sites.addArea') : words('wall.addSite')}
      >
        {adding?.kind === 'site' && <SiteForm onDone={() => setAdding(null)} />}
        {adding?.kind === 'area' && <AreaForm siteId={adding.siteId} onDone={() => setAdding(null)} />}
      </FormDrawer>
    </Page>
  );
}
