import { Alert, Code, CopyButton, Button, Text } from '@mantine/core';
import { useWords } from '../../words/words.ts';

/** A link that is told once, to be handed over by a way that nobody else reads. */
export function HandedLink({ path, token, about }: { path: string; token: string; about: string }) {
  const words = useWords();
  const url = `${window.location.origin}${path}?token=${token}`;
  return (
    <Alert color="teal" title={words('people.linkTitle')}>
      <Text size="sm">{about}</Text>
      <Code block style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>
        {url}
      </Code>
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button mt="xs" size="compact-sm" variant="default" onClick={copy}>
            {words(copied ? 'people.copied' : 'people.copy')}
          </Button>
        )}
      </CopyButton>
    </Alert>
  );
}
