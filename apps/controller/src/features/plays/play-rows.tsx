import type { ScreenId, StoredPlay } from '@gatecast/protocol';
import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../instants/formats.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';

export type ShownPlay = StoredPlay & { readonly screenId: ScreenId };

/** Play records, each with the way to its instant in the time machine. */
export function PlayRows({
  rows,
  zoneOf,
  nameOf,
  picturesAtMs = [],
}: {
  readonly rows: readonly ShownPlay[];
  readonly zoneOf: (screenId: ScreenId) => string;
  /** What the screen is called, where records of several stand together; null: all are of one. */
  readonly nameOf: ((screenId: ScreenId) => string) | null;
  /** When pictures of the one screen were taken. */
  readonly picturesAtMs?: readonly number[];
}) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  return (
    <ScrollTable label={words('plays.title')} isSurface={nameOf !== null}>
      <Table miw={560} aria-label={words('plays.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('plays.from')}</Table.Th>
            {nameOf !== null && <Table.Th>{words('common.screen')}</Table.Th>}
            <Table.Th>{words('plays.item')}</Table.Th>
            <Table.Th>{words('plays.seconds')}</Table.Th>
            <Table.Th>{words('plays.ended')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((play) => (
            <Table.Tr key={`${play.chainId} ${play.sequence}`}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <Link
                  to="/screens/$screenId/time"
                  params={{ screenId: play.screenId } as never}
                  search={{ at: play.fromMs } as never}
                  className="text-link"
                >
                  <time dateTime={new Date(play.fromMs).toISOString()}>{formats.timeWithSeconds(play.fromMs, zoneOf(play.screenId))}</time>
                </Link>
              </Table.Td>
              {nameOf !== null && <Table.Td>{nameOf(play.screenId)}</Table.Td>}
              <Table.Td>
                {play.title === '' ? play.itemId : play.title}
                <Text size="xs" c="dimmed">
                  {play.languages.map((tag) => (tag === 'zxx' ? words('plays.wordless') : languageName(tag, language))).join(', ')}
                </Text>
                <PictureOf play={play} picturesAtMs={picturesAtMs} />
              </Table.Td>
              <Table.Td>{formats.number(Math.round((play.untilMs - play.fromMs) / 100) / 10)}</Table.Td>
              <Table.Td>{words(`plays.ends.${play.ended}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

/** The first picture that was taken while it was on. */
function PictureOf({ play, picturesAtMs }: { play: StoredPlay & { readonly screenId: string }; picturesAtMs: readonly number[] }) {
  const words = useWords();
  const atMs = picturesAtMs.find((takenMs) => takenMs >= play.fromMs && takenMs < play.untilMs);
  if (atMs === undefined) return null;
  return (
    <Anchor size="xs" href={`/api/screens/${play.screenId}/screenshot?at=${atMs}`} target="_blank" rel="noreferrer">
      {words('plays.picture')}
    </Anchor>
  );
}
