import { useSpeech } from '../texts/texts.tsx';
import { Button } from '../ui/Controls.tsx';

// Names the other language in that language.
export function LanguageButton() {
  const { language, speak } = useSpeech();
  const other = language === 'nl' ? 'en' : 'nl';
  return (
    <Button lang={other} onClick={() => speak(other)}>
      {other === 'en' ? 'English' : 'Nederlands'}
    </Button>
  );
}
