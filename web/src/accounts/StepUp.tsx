// The second step once more, where the server asks for it: one dialog for every page, and the act goes on by itself.

import { useMutation } from '@tanstack/react-query';
import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react';

import { Refused } from '../api/client.ts';
import { noteRefusal } from '../api/session.ts';

const StepUpDialog = lazy(() => import('./StepUpDialog.tsx'));

// Whoever was asked went back: nothing was done, and nothing is wrong.
class GoneBack extends Error {}

type Confirmed = <Out>(act: () => Promise<Out>) => Promise<Out>;
const Confirming = createContext<Confirmed | undefined>(undefined);

export function StepUpProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState<{ done: () => void; back: () => void }>();
  const confirmed = useCallback<Confirmed>(async (act) => {
    try {
      return await act();
    } catch (error) {
      noteRefusal(error);
      if (!(error instanceof Refused) || error.problem?.need !== 'step_up') throw error;
    }
    try {
      await new Promise<void>((resolve, reject) => setAsking({ done: resolve, back: () => reject(new GoneBack('gone back')) }));
    } finally {
      setAsking(undefined);
    }
    return act();
  }, []);
  return (
    <Confirming.Provider value={confirmed}>
      {children}
      {asking && (
        <Suspense>
          <StepUpDialog {...asking} />
        </Suspense>
      )}
    </Confirming.Provider>
  );
}

// Something that changes something: it runs once at a time, and asks for the second step when the server does.
export function useAct<In, Out>(act: (input: In) => Promise<Out>, done?: (out: Out, input: In) => void) {
  const confirmed = useContext(Confirming);
  if (!confirmed) throw new Error('useAct outside a StepUpProvider');
  const mutation = useMutation({
    mutationFn: (input: In) => confirmed(() => act(input)),
    onSuccess: (out, input) => done?.(out, input),
  });
  return {
    run: (input: In) => {
      if (!mutation.isPending) mutation.mutate(input);
    },
    busy: mutation.isPending,
    input: mutation.variables,
    error: mutation.error instanceof GoneBack ? null : mutation.error,
  };
}
