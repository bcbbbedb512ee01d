/** In the place of the panel: what there is to say, or the value that stands for none. */
export function Cover({
  title,
  text,
  value = false,
  action,
}: {
  title: string;
  text: string;
  value?: boolean;
  action?: React.ReactNode;
}) {
  return (
    <div className={value ? 'cover value' : 'cover'} role="status">
      <strong>{title}</strong>
      <span>{text}</span>
      {action}
    </div>
  );
}
