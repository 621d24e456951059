import { FilterSelect } from './filter-select.tsx';
import { useSitesAndAreas } from './places.ts';
import { useWords } from '../words/words.ts';

type Props = {
  readonly value: string | undefined;
  readonly widthPx?: number;
  readonly size?: 'xs' | 'sm';
  readonly onChange: (next: string | undefined) => void;
};

/** Narrows a page to one site; empty, it shows all. */
export function SiteFilter({ widthPx = 240, ...props }: Props) {
  const words = useWords();
  const places = useSitesAndAreas();
  return (
    <FilterSelect
      {...props}
      widthPx={widthPx}
      label={words('common.site')}
      placeholder={words('wall.everySite')}
      data={places.sites.map(({ id }) => ({ value: id, label: places.siteName(id) }))}
    />
  );
}
