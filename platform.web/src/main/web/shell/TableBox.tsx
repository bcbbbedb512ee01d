import { type ReactNode, useEffect, useRef, useState } from 'react';

/** A table in its frame; when it is wider than the page it scrolls, by keyboard too. */
export function TableBox({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current as HTMLDivElement;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className="table-box boxed" {...(scrolls && { tabIndex: 0 })}>
      {children}
    </div>
  );
}
