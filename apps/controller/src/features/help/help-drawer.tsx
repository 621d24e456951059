import { Button, Drawer, Group, Kbd, List, Stack, Switch, Text, Title } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useMatches } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { PagePath } from '../../app/router.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading } from '../../parts/page.tsx';
import { useWords, type WordKey } from '../../words/words.ts';
import { useHelpKeySwitch } from './help-key.ts';
import { useHelpTexts, type HelpTexts, type PageHelp } from './help-texts.ts';
import { markLook } from './mark-look.ts';

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Starts the tour; the drawer has gone by then, and given the focus back. */
  readonly onTour: () => void;
};

/** Help of the page that stands, and the keys of all of them. */
export function HelpDrawer({ isOpen, onClose, onTour }: Props) {
  const [isTourWanted, setIsTourWanted] = useState(false);
  const words = useWords();
  const texts = useHelpTexts();
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      onExitTransitionEnd={() => {
        if (isTourWanted) onTour();
        setIsTourWanted(false);
      }}
      size="md"
      title={words('nav.help')}
      closeButtonProps={{ 'aria-label': words('common.close') }}
    >
      <Fault error={texts.error} retry={() => void texts.refetch()} />
      {texts.isPending && <Loading />}
      {texts.data !== undefined && (
        <Body
          texts={texts.data}
          onTour={() => {
            setIsTourWanted(true);
            onClose();
          }}
        />
      )}
    </Drawer>
  );
}

function Body({ texts, onTour }: { texts: HelpTexts; onTour: () => void }) {
  const page = usePageHelp(texts);
  const [isKeyOn, setIsKeyOn] = useHelpKeySwitch();
  return (
    <Stack gap="lg">
      {page !== undefined && <PagePart page={page} texts={texts} />}
      <Button variant="default" leftSection={<IconRoute size={17} aria-hidden />} onClick={onTour} style={{ alignSelf: 'start' }}>
        {texts.tour}
      </Button>
      <Part title={texts.keys}>
        <Stack component="dl" gap={6} m={0}>
          {texts.shortcuts.map(({ keys, does }) => (
            <Group key={does} gap="sm" wrap="nowrap" align="flex-start">
              <Text component="dt" size="sm" w={150} style={{ flex: 'none' }}>
                {keys.map((key, at) => (
                  <span key={key}>
                    {at > 0 && ' + '}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Text>
              <Text component="dd" size="sm" m={0}>
                {does}
              </Text>
            </Group>
          ))}
        </Stack>
        <Switch mt="sm" label={texts.keySwitch} checked={isKeyOn} onChange={({ currentTarget }) => setIsKeyOn(currentTarget.checked)} />
      </Part>
    </Stack>
  );
}

function PagePart({ page, texts }: { page: PageHelp; texts: HelpTexts }) {
  const words = useWords();
  const marks = Object.entries(page.marks ?? {}) as [WordKey, string][];
  return (
    <>
      <Text>{page.purpose}</Text>
      <Part title={texts.steps}>
        <List type="ordered" size="sm" spacing={6}>
          {page.steps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
      </Part>
      {marks.length > 0 && (
        <Part title={texts.marks}>
          <Stack component="dl" gap="xs" m={0}>
            {marks.map(([word, means]) => (
              <div key={word}>
                <dt>
                  <Mark {...markLook(word)}>{words(word)}</Mark>
                </dt>
                <Text component="dd" size="sm" m={0} mt={2}>
                  {means}
                </Text>
              </div>
            ))}
          </Stack>
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** The help of the innermost page; undefined where no page stands. */
function usePageHelp({ pages }: HelpTexts): PageHelp | undefined {
  const routeId: string | undefined = useMatches({ select: (matches) => matches.at(-1)?.routeId });
  const path = routeId?.replace(/^\/shell/, '') ?? '';
  return Object.hasOwn(pages, path) ? pages[path as PagePath] : undefined;
}
