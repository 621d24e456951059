import { Menu, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../words/words.ts';
import type { ItemUsage } from './item-usage.ts';

/** As many of each as a menu names; beyond it says how many more there are. */
const mostNamed = 12;

/** Where an item is used, with the ways there. */
export function UsageMenu({ title, usage }: { title: string; usage: ItemUsage | undefined }) {
  const words = useWords();
  if (usage === undefined)
    return (
      <Text size="sm" c="dimmed">
        {words('content.unused')}
      </Text>
    );
  const { playlists, entries } = usage;
  const text = [
    words('content.inPlaylists', { count: playlists.length }),
    ...(entries.length === 0 ? [] : [words('content.inEntries', { count: entries.length })]),
  ].join(', ');
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="text-link row-button" aria-label={`${title}: ${text}`}>
          {text}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words('playlists.title')}</Menu.Label>
        {playlists.slice(0, mostNamed).map(({ id, name }) => (
          <Menu.Item key={id} renderRoot={(props) => <Link {...props} to="/content/playlists" search={{ open: id }} />}>
            {name}
          </Menu.Item>
        ))}
        <More count={playlists.length - mostNamed} />
        {entries.length > 0 && <Menu.Label>{words('content.entries')}</Menu.Label>}
        {entries.slice(0, mostNamed).map(({ id, name }) => (
          <Menu.Item key={id} renderRoot={(props) => <Link {...props} to="/schedule" search={{ entry: id }} />}>
            {name}
          </Menu.Item>
        ))}
        <More count={entries.length - mostNamed} />
      </Menu.Dropdown>
    </Menu>
  );
}

function More({ count }: { count: number }) {
  const words = useWords();
  return count > 0 ? <Menu.Label>{words('content.andMore', { count })}</Menu.Label> : null;
}
