import type { ItemId, Media } from '@gatecast/protocol';
import { Button, Select, Tabs, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { itemQuery, mediaQuery, suppliersQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark } from '../../parts/mark.tsx';
import { LeaveGuard } from '../../parts/leave-guard.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { categoryInWords } from './categories.ts';
import { coverageOf, languagesOf, type CoverageState } from './coverage.ts';
import { ItemDetails } from './item-details.tsx';
import { ItemTags } from './item-tags.tsx';
import { ValidityLine } from './validity-line.tsx';
import { VariantEditor } from './variant-editor.tsx';
import type { VariantWork } from './variant-work.ts';

const noMedia: readonly Media[] = [];
const wordlessKinds: ReadonlySet<string> = new Set(['image', 'video', 'pages', 'bundle', 'live-url', 'clock']);

/** A state of review as its icon alone; its word is there for readers and on hovering. */
function ReviewSign({ state }: { state: CoverageState }) {
  const word = useWords()(`reviews.${state}`);
  return (
    <span title={word}>
      <Mark look={state}>
        <VisuallyHidden>{word}</VisuallyHidden>
      </Mark>
    </span>
  );
}

function withWork(works: Readonly<Record<string, VariantWork>>, language: string, work: VariantWork | undefined) {
  const { [language]: _, ...others } = works;
  return work === undefined ? others : { ...others, [language]: work };
}

/** One item, language by language. */
export function ItemPage() {
  const { itemId } = useParams({ from: '/shell/content/items/$itemId' });
  // what is typed belongs to one item
  return <OneItem key={itemId} itemId={itemId as ItemId} />;
}

function OneItem({ itemId }: { readonly itemId: ItemId }) {
  const words = useWords();
  const inLanguage = useLanguage();
  const may = useMay();
  const places = usePlaces();
  const navigate = useNavigate({ from: '/content/items/$itemId' });
  const [works, setWorks] = useState<Readonly<Record<string, VariantWork>>>({});
  const [isDetailed, details] = useDisclosure(false);
  const { language } = useSearch({ from: '/shell/content/items/$itemId' });
  const item = useQuery(itemQuery(itemId));
  const media = useQuery(mediaQuery);
  const { data: suppliers } = useQuery(suppliersQuery);
  if (item.isPending || media.isPending) return <Loading />;
  if (!item.data) {
    return (
      <Page title={words('content.item')}>
        <Fault error={item.error} retry={() => void item.refetch()} />
      </Page>
    );
  }
  const data = item.data;
  const zone = data.siteId ? places.zoneOf(data.siteId) : places.mainZone;
  const languages = languagesOf(places.sites);
  const coverage = coverageOf(data, languages);
  const all = [...new Set([...(wordlessKinds.has(data.kind) ? ['zxx'] : []), ...coverage.map((each) => each.language), ...languages])];
  const known = new Map(coverage.map((each) => [each.language, each.state]));
  const shown = coverage.find((each) => each.state !== 'missing' && each.state !== 'wordless')?.language;
  const chosen = language !== undefined && all.includes(language) ? language : (shown ?? all[0] ?? 'vi');
  const choose = (next: string | null) => void navigate({ search: { language: next ?? undefined }, replace: true });
  const label = (tag: string) => {
    const name = tag === 'zxx' ? words('content.wordless') : languageName(tag, inLanguage);
    return works[tag] === undefined ? name : words('content.withUnsaved', { language: name });
  };
  return (
    <Page
      title={data.title}
      about={[
        words(`itemKinds.${data.kind}`),
        categoryInWords(data.category, words),
        suppliers?.find(({ id }) => id === data.supplierId)?.name,
        words(`missingRules.${data.missing}`),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        may('content.edit') && (
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={details.open}>
            {words('content.editItem')}
          </Button>
        )
      }
    >
      <ValidityLine validity={data.validity} zone={zone} />
      <FormDrawer isOpen={isDetailed} title={words('content.detailsItem')} onClose={details.close}>
        {isDetailed && <ItemDetails item={data} zone={zone} onDone={details.close} />}
      </FormDrawer>
      <LeaveGuard isUnsaved={Object.keys(works).length > 0} />
      <Fault error={item.error} />
      <ItemTags item={data} mayEdit={may('content.edit')} />
      <Select
        hiddenFrom="sm"
        mb="sm"
        label={words('content.language')}
        allowDeselect={false}
        value={chosen}
        onChange={choose}
        data={all.map((tag) => ({ value: tag, label: `${label(tag)} – ${words(`reviews.${known.get(tag) ?? 'missing'}`)}` }))}
      />
      <Tabs value={chosen} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md" visibleFrom="sm" aria-label={words('content.languages')}>
          {all.map((tag) => {
            const state = known.get(tag) ?? 'missing';
            return (
              <Tabs.Tab key={tag} value={tag} rightSection={<ReviewSign state={state} />}>
                {label(tag)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {all.map((tag) => (
          <Tabs.Panel key={tag} value={tag}>
            <VariantEditor
              item={data}
              language={tag}
              media={media.data ?? noMedia}
              zone={zone}
              work={works[tag]}
              onWork={(change) => setWorks((now) => withWork(now, tag, change(now[tag])))}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
      {!may('content.edit') && (
        <Text size="sm" c="dimmed" mt="md">
          {words('content.readOnly')}
        </Text>
      )}
    </Page>
  );
}
