import { Button, Group } from '@mantine/core';

/** Reads the next page of a list, for as long as there is one. */
export function MoreButton({
  list: { hasNextPage, isFetchingNextPage, fetchNextPage },
  children,
  size = 'sm',
}: {
  readonly list: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => Promise<unknown> };
  readonly children: string;
  readonly size?: 'xs' | 'sm';
}) {
  if (!hasNextPage) return null;
  return (
    <Group justify="center" mt="sm">
      <Button variant="default" size={size} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {children}
      </Button>
    </Group>
  );
}
