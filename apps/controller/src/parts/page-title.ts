import { useDocumentTitle } from '@mantine/hooks';
import { useBrand } from '../api/brand.ts';
import { useIsTraining } from '../api/training.ts';

/** The window's title: the page, then the house; of a server to practise on that comes first. */
export function usePageTitle(title: string): void {
  const { name } = useBrand();
  const isTraining = useIsTraining();
  useDocumentTitle(`${isTraining ? 'TẬP HUẤN / TRAINING · ' : ''}${title} · ${name}`);
}
