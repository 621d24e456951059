import type { SiteId } from '@gatecast/protocol';
import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page.tsx';
import { SiteFilter } from '../../parts/site-filter.tsx';
import { useWords } from '../../words/words.ts';
import { GapView } from './gap-view.tsx';
import { InventoryView } from './inventory-view.tsx';
import { PlanView } from './plan-view.tsx';
import type { SurveySearch } from './survey-search.ts';

const views = ['inventory', 'plan', 'gap'] as const;

/** What means of information stand where, what shall stand where by which year, and what is missing. */
export function SurveyPage() {
  const words = useWords();
  const navigate = useNavigate({ from: '/survey' });
  const search = useSearch({ from: '/shell/survey' });
  const { view = 'inventory', site } = search;
  const change = (part: SurveySearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const props = { search, siteId: site as SiteId | undefined, onChange: change };
  return (
    <Page
      title={words('survey.title')}
      about={words('survey.about')}
      actions={
        <Button
          component={Link}
          to="/survey/report"
          search={{ site, year: search.year } as never}
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
        >
          {words('survey.report')}
        </Button>
      }
    >
      <Group mb="md" gap="sm">
        <SegmentedControl
          aria-label={words('survey.view')}
          value={view}
          onChange={(next) => change({ view: next })}
          data={views.map((value) => ({ value, label: words(`survey.views.${value}`) }))}
        />
        <SiteFilter value={site} onChange={(next) => change({ site: next })} />
      </Group>
      {view === 'inventory' && <InventoryView {...props} />}
      {view === 'plan' && <PlanView {...props} />}
      {view === 'gap' && <GapView {...props} />}
    </Page>
  );
}
