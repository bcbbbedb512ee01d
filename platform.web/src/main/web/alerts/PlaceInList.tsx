import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';

/** The place of a route among its siblings, which decides who is asked first. */
export function PlaceInList({
  place,
  count,
  disabled,
  onChange,
}: {
  /** From 0. */
  place: number;
  count: number;
  disabled: boolean;
  onChange: (place: number) => void;
}) {
  return (
    <fieldset className="matchers">
      <legend>{t('routes.place')}</legend>
      <div className="controls">
        <span role="status">{t('routes.placeOf', { place: place + 1, count })}</span>
        <Button disabled={disabled || place === 0} onClick={() => onChange(place - 1)}>
          {t('routes.up')}
        </Button>
        <Button disabled={disabled || place >= count - 1} onClick={() => onChange(place + 1)}>
          {t('routes.down')}
        </Button>
      </div>
      <p className="hint place-note">{t('routes.placeHint')}</p>
    </fieldset>
  );
}
