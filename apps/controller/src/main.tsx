import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { askEarly, wasSignedIn } from './api/early.ts';
import { createQueries } from './app/queries-client.ts';
import { createAppRouter } from './app/router.tsx';
import { Themed } from './app/themed.tsx';
import { startWords } from './words/words.ts';

// zod would otherwise try `new Function`, which the content security policy refuses and reports
config({ jitless: true });
// what stands behind the door comes along for whom it will open
const isKnown = wasSignedIn();
if (isKnown) {
  askEarly(window.location.pathname);
  for (const coming of [import('./app/shell.tsx'), import('./features/wall/wall-page.tsx')]) {
    // the router asks again, and tells
    coming.catch(() => undefined);
  }
}
await startWords(isKnown ? 'whole' : 'door');

const queries = createQueries();
const router = createAppRouter(queries);
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Themed>
        {/* on the left, where no decision of a sheet or drawer is */}
        <Notifications position="bottom-left" />
        <RouterProvider router={router} />
      </Themed>
    </QueryClientProvider>
  </StrictMode>,
);
