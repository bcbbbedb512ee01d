import { useStars } from '../api/useStars.ts';
import { IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';

/** Stars a dashboard or takes the star away; nothing for somebody who is not logged in. */
export function StarButton({ uid, title }: { uid: string; title: string }) {
  const stars = useStars();
  if (!stars) return null;
  return (
    <IconButton
      icon="star"
      label={t('stars.star', { title })}
      pressed={stars.has(uid)}
      onClick={() => stars.toggle(uid)}
    />
  );
}
