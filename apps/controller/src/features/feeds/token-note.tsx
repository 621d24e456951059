import type { FeedSource } from '@gatecast/protocol';
import { Alert, Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { useWords } from '../../words/words.ts';

export type ShownToken = { readonly source: FeedSource; readonly token: string };

/** The token of a source that is pushed to, this once, with a command that shows how it is used. */
export function TokenNote({ shown: { source, token }, onClose }: { shown: ShownToken; onClose: () => void }) {
  const words = useWords();
  const row = JSON.stringify(Object.fromEntries(source.columns.map(({ key, type }) => [key, examples[type]])));
  const command = [
    `curl -X POST ${window.location.origin}/api/feed-sources/${source.id}/values`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `-d '{"rows":[${row}]}'`,
  ].join(' \\\n  ');
  return (
    <Alert mb="md" color="teal" title={words('feeds.tokenOf', { name: source.name })} role="region">
      <Text size="sm" mb="xs">
        {words('feeds.tokenAbout')}
      </Text>
      {/* focusable, as only then the keyboard can scroll it */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <Code block tabIndex={0} aria-label={words('feeds.tokenCommand')}>
        {command}
      </Code>
      <Group mt="xs">
        <CopyButton value={token}>
          {({ copied, copy }) => (
            <Button size="compact-sm" onClick={copy}>
              {words(copied ? 'feeds.copied' : 'feeds.copyToken')}
            </Button>
          )}
        </CopyButton>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {words('feeds.tokenSeen')}
        </Button>
      </Group>
    </Alert>
  );
}

const examples = { text: 'A1', number: 12, time: '2026-07-29T13:46:00+07:00' } as const;
