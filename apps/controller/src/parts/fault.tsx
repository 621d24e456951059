import type { Problem } from '@gatecast/protocol';
import { Alert, Anchor, List, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { ApiFault } from '../api/call.ts';
import { useWords, wordNow, type Words } from '../words/words.ts';

/** A failure in the person's language: what it means, then what the server said exactly. */
export function faultInWords(error: unknown, words: Words): { readonly means: string; readonly detail: string } {
  if (error instanceof ApiFault && error.problem !== null)
    return { means: words(`faults.${error.problem.code}`), detail: error.problem.detail };
  return { means: words('common.unreachable'), detail: error instanceof Error ? error.message : '' };
}

const telling: ReadonlySet<Problem['code']> = new Set(['bad-input', 'bad-file', 'too-large', 'wrong-state', 'plan-refused']);

/**
 * The failure of a query or mutation; draws nothing while there is none. What a person did (there is no `retry` then) is answered
 * where they look: the message comes into view.
 */
export function Fault({ error, retry }: { error: unknown; retry?: () => void }) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const isAnswer = retry === undefined;
  useEffect(() => {
    if (error !== null && error !== undefined && isAnswer) box.current?.scrollIntoView({ block: 'nearest' });
  }, [error, isAnswer]);
  if (error === null || error === undefined) return null;
  const { means, detail } = faultInWords(error, words);
  const problem = error instanceof ApiFault ? error.problem : null;
  return (
    <Alert
      ref={box}
      color={problem?.code === 'called-off' ? 'orange' : 'red'}
      icon={<IconAlertTriangle aria-hidden />}
      title={means}
      role="alert"
      my="sm"
    >
      {problem?.faults && (
        <List size="sm">
          {problem.faults.map((fault) => (
            <List.Item key={`${fault.path} ${fault.code}`}>
              {fault.code === 'in-use' ? (
                userInWords(fault, words)
              ) : (
                <>
                  <span className="mono">{fault.path}</span>: {fault.message}
                </>
              )}
            </List.Item>
          ))}
        </List>
      )}
      {/* for whoever repairs it: open only where the meaning alone does not help the person on */}
      <details open={problem !== null && telling.has(problem.code)}>
        <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
          {words('common.technical')}
        </Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {detail}
          {problem?.field !== undefined && ` · ${words('common.faultField', { field: problem.field })}`}
          {problem?.limit !== undefined && ` · ${words('common.faultLimit', { limit: problem.limit })}`}
        </Text>
        {problem?.requestId !== undefined && (
          <Text size="xs" className="mono">
            {words('common.requestId', { id: problem.requestId })}
          </Text>
        )}
      </details>
      {retry && problem?.code !== 'not-permitted' && (
        <Anchor component="button" type="button" size="sm" mt={4} onClick={retry}>
          {words('common.tryAgain')}
        </Anchor>
      )}
    </Alert>
  );
}

/** What still uses the thing, by its name: the path (`entries[…]`) says which kind it is. */
function userInWords({ path, message: name }: { readonly path: string; readonly message: string }, words: Words): string {
  if (path.startsWith('dayparts[')) return words('common.usedByDaypart', { name });
  if (path.startsWith('layouts[')) return words('common.usedByLayout', { name });
  return words(path.startsWith('playlists[') ? 'common.usedByPlaylist' : 'common.usedByEntry', { name });
}

/** Tells a failure that belongs to no form, for example of a button. */
export function tellFault(error: unknown, words: Words): void {
  const { means, detail } = faultInWords(error, words);
  notifications.show({ color: 'red', title: means, message: detail, autoClose: 12_000, closeButtonProps: closeButton() });
}

/** Tells why nothing came of something, where that is nobody's fault. */
export function tellNote(message: string): void {
  notifications.show({ color: 'orange', message, autoClose: 8_000, closeButtonProps: closeButton() });
}

/** Tells that something was done; whatever the note comes to lie over can be pressed all the while, and a pointer that rests there does not hold it. */
export function tellDone(message: string): void {
  notifications.show({ color: 'teal', message, withCloseButton: false, mod: 'passing' });
}

function closeButton() {
  return { 'aria-label': wordNow('common.close') };
}
