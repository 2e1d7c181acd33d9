import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

import { queries } from '../api/session.ts';
import { SpeechProvider } from '../texts/texts.tsx';
import { Controls } from '../ui/Controls.tsx';
import { router } from './router.tsx';

export function App({ start }: { start: ComponentProps<typeof SpeechProvider>['start'] }) {
  return (
    <SpeechProvider start={start}>
      <Controls>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Controls>
    </SpeechProvider>
  );
}
