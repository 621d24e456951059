import { Alert, Box, Button, Grid, Select, Stack, Text, Title } from '@mantine/core';
import { IconBuildingCommunity, IconQrcode, IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { placesQuery, rootQuery, screensQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useIsTraining } from '../../api/training.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { Fingerprint, PairForm } from './pair-form.tsx';
import { ScreenForm } from './screen-form.tsx';

/** Adds a screen and gives it its player. */
export function EnrolPage() {
  const words = useWords();
  const may = useMay();
  const isTraining = useIsTraining();
  const navigate = useNavigate({ from: '/enrol' });
  const { screenId, code } = useSearch({ from: '/shell/enrol' });
  const screens = useQuery(screensQuery);
  const sites = useQuery(placesQuery);
  const { data: root } = useQuery(rootQuery);
  const places = usePlaces();
  if (screens.isPending || sites.isPending) return <Loading />;
  const screen = screens.data?.find(({ id }) => id === screenId);
  // whoever comes by a screen's code is at the second step, and goes back to the first only where the screen is missing
  const numbered = (step: number, what: string) => (code === undefined ? `${step} · ${what}` : what);
  const choose = (id: string | null) => void navigate({ search: { screenId: id ?? undefined, code } });
  return (
    <Page title={words('enrol.title')} about={words('enrol.about')}>
      <Fault error={screens.error ?? sites.error} />
      {isTraining && (
        <Alert color="yellow" icon={<IconSchool aria-hidden />} mb="md">
          {words('enrol.training')}
        </Alert>
      )}
      {places.sites.length === 0 ? (
        <Empty icon={IconBuildingCommunity} title={words('enrol.noSite')} text={words('enrol.noSiteAbout')}>
          <Button component={Link} to="/sites">
            {words('wall.addSite')}
          </Button>
        </Empty>
      ) : (
        <Grid gap="md">
          {may('fleet.edit') && (
            <Grid.Col span={{ base: 12, md: 6 }} order={{ base: code === undefined ? 0 : 2, md: 0 }}>
              <Box className="surface" p="md" component="section">
                <Title order={2} mb="sm">
                  {numbered(1, words('enrol.stepScreen'))}
                </Title>
                <ScreenForm screen={null} onSaved={choose} />
              </Box>
            </Grid.Col>
          )}
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Box className="surface" p="md" component="section">
              <Title order={2} mb="sm">
                {numbered(2, words('enrol.stepPair'))}
              </Title>
              <Stack gap="sm">
                {code !== undefined && screen === undefined && (
                  <Alert color="teal" icon={<IconQrcode aria-hidden />} role="status">
                    {words('enrol.codeRead', { code })}
                  </Alert>
                )}
                <Select
                  label={words('common.screen')}
                  placeholder={words('enrol.chooseScreen')}
                  searchable
                  data={places.sites.map((site) => ({
                    group: places.siteName(site.id),
                    items: places.screens
                      .filter(({ siteId }) => siteId === site.id)
                      .map(({ id, name, areaId, state }) => ({
                        value: id as string,
                        label: [name, places.areaPath(areaId), words(`states.${state}`)].filter(Boolean).join(' · '),
                      })),
                  }))}
                  value={screen?.id ?? null}
                  onChange={choose}
                />
                {screen && <PairForm key={`${screen.id} ${code}`} screen={screen} code={code ?? ''} />}
                {!screen && (
                  <Text size="sm" c="dimmed">
                    {words('enrol.chooseFirst')}
                  </Text>
                )}
                {root && !screen && <Fingerprint value={root.fingerprint} />}
              </Stack>
            </Box>
          </Grid.Col>
        </Grid>
      )}
    </Page>
  );
}
