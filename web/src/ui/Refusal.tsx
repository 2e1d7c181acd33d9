import { Refused, Unreachable } from '../api/client.ts';
import { useSpeech } from '../texts/texts.tsx';
import { Button } from './Controls.tsx';
import { Notice } from './Notice.tsx';

// What went wrong, in the words of the server when it gave any, with the reference by which it is found.
export function Refusal({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useSpeech();
  const problem = error instanceof Refused ? error.problem : undefined;
  const detail =
    problem?.detail ?? (error instanceof Unreachable ? t.problem.unreachable : t.problem.unexpected);
  return (
    <Notice
      tone="stop"
      announce
      title={problem?.title ?? t.problem.title}
      action={again && <Button onClick={again}>{t.problem.again}</Button>}
    >
      <p>{detail}</p>
      {problem?.reference && <p>{t.problem.reference(problem.reference)}</p>}
    </Notice>
  );
}
