import { ActionIcon, Menu, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout, IconMoon, IconShieldLock, IconSun, IconUser } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { meQuery } from '../api/me-query.ts';
import { signOut } from '../api/sign-in.ts';
import { Confirm } from '../parts/confirm.tsx';
import { tellFault } from '../parts/fault.tsx';
import { hasUnsaved } from '../parts/leave-guard.tsx';
import { useWords } from '../words/words.ts';

/** Who is signed in, with which roles, and the way out. */
export function PersonMenu() {
  const words = useWords();
  const queries = useQueryClient();
  const router = useRouter();
  const { data: me } = useQuery(meQuery);
  const [isAsking, asking] = useDisclosure(false);
  const isDark = useComputedColorScheme('light') === 'dark';
  const { setColorScheme } = useMantineColorScheme();
  if (!me) return null;
  const leave = async () => {
    if (!(await signOut())) {
      tellFault(new Error('/api/auth/sign-out'), words);
      return;
    }
    // the page goes first: what is mounted would ask again for what is forgotten here; about what is typed in it was asked before
    await router.navigate({ to: '/sign-in', ignoreBlocker: true });
    queries.clear();
    queries.setQueryData(meQuery.queryKey, null);
  };
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon data-tour="account" variant="default" size={30} aria-label={words('shell.account', { name: me.name })}>
            <IconUser size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={600} c="bright">
              {me.name}
            </Text>
            <Text size="xs">{me.email}</Text>
            <Text size="xs" mt={4}>
              {me.roles.map((role) => words(`roles.${role}`)).join(' · ')}
            </Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item
            hiddenFrom="xs"
            leftSection={isDark ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />}
            onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
          >
            {isDark ? words('shell.light') : words('shell.dark')}
          </Menu.Item>
          <Menu.Item component={Link} to="/account" leftSection={<IconShieldLock size={16} aria-hidden />}>
            {words('account.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => (hasUnsaved() ? asking.open() : void leave())}>
            {words('shell.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        isOpen={isAsking}
        title={words('common.unsavedTitle')}
        confirm={words('shell.signOut')}
        isDangerous
        isBusy={false}
        onConfirm={() => void leave()}
        onClose={asking.close}
      >
        {words('common.unsavedAbout')}
      </Confirm>
    </>
  );
}
