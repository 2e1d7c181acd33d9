import { useSpeech } from '../../texts/texts.tsx';
import styles from './Empty.module.css';

// What to do when there is nothing yet. The commands are the same in every language.
export function Empty({ practice }: { practice: string }) {
  const { t } = useSpeech();
  const command = `kader import --data MAP --practice "${practice}" LIJSTEN`;
  const commands = [undefined, `${command} --dry-run`, command];
  return (
    <section className={styles.empty} aria-labelledby="leeg">
      <h2 id="leeg">{t.empty.title}</h2>
      <p>{t.empty.text}</p>
      <ol>
        {t.empty.steps.map((step, index) => (
          <li key={step}>
            {step}
            {commands[index] && <code lang="nl">{commands[index]}</code>}
          </li>
        ))}
      </ol>
      <p>{t.empty.hint}</p>
    </section>
  );
}
