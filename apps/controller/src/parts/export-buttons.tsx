import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useWords } from '../words/words.ts';

/** The ways out of a list as files. `hrefOf` tells the address for a format. */
export function ExportButtons({ hrefOf }: { hrefOf: (format: 'csv' | 'xlsx') => string }) {
  const words = useWords();
  return (['csv', 'xlsx'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      variant="default"
      size="compact-sm"
      href={hrefOf(format)}
      download
      leftSection={<IconDownload size={14} aria-hidden />}
    >
      {words(`sheets.save.${format}`)}
    </Button>
  ));
}
