import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { queryText } from '../../parts/query-text.ts';
import { useWords } from '../../words/words.ts';

/** The way out of play records as a file: what is asked for, whole. */
export function PlaysCsv({ path, query }: { readonly path: string; readonly query: Parameters<typeof queryText>[0] }) {
  const words = useWords();
  return (
    <Button
      component="a"
      href={`${path}?${queryText(query)}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {words('plays.csv')}
    </Button>
  );
}
