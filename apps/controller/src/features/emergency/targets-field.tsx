import { MultiSelect } from '@mantine/core';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';

type Targets = { readonly areaIds: readonly string[]; readonly screenIds: readonly string[] };

/** Targets as the route takes them, of `area:id` and `screen:id`; none is the whole site. */
export function alertTargetsOf(targets: readonly string[]): { areaIds: string[]; screenIds: string[] } {
  const of = (kind: string) => targets.filter((target) => target.startsWith(kind)).map((target) => target.slice(kind.length));
  return { areaIds: of('area:'), screenIds: of('screen:') };
}

/** The other way round. */
export function choicesOf({ areaIds, screenIds }: Targets): readonly string[] {
  return [...areaIds.map((id) => `area:${id}`), ...screenIds.map((id) => `screen:${id}`)];
}

/** Which areas and screens of a site an alert is for. */
export function TargetsField({
  siteId,
  value,
  onChange,
}: {
  readonly siteId: string;
  readonly value: readonly string[];
  readonly onChange: (targets: string[]) => void;
}) {
  const words = useWords();
  const places = usePlaces();
  const screens = places.screens.filter((screen) => screen.siteId === siteId);
  return (
    <MultiSelect
      label={words('emergency.targets')}
      description={words('emergency.targetsAbout')}
      placeholder={value.length === 0 ? words('emergency.wholeSite', { count: screens.length }) : ''}
      searchable
      clearable
      data={[
        {
          group: words('schedule.areas'),
          items: places.areasOf(siteId).map(({ area, path }) => ({ value: `area:${area.id}`, label: path })),
        },
        { group: words('schedule.screens'), items: screens.map(({ id, name }) => ({ value: `screen:${id}`, label: name })) },
      ]}
      value={[...value]}
      onChange={onChange}
    />
  );
}
