/** The product's mark: the pointer of a sundial and its shadow. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="mark">
      <circle cx="16" cy="16" r="13.5" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.35" />
      <path d="M16 25V6.5L25 25z" fill="currentColor" />
      <path d="M16 25H7.5" stroke="#f2cc0c" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}
