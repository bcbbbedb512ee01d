import { Component, type ReactNode } from 'react';
import { url } from '../api/base.ts';
import { t } from '../texts/t.ts';
import { Failure } from './states.tsx';

/** Errors that say a part of the page did not come: the server is away, or has another version of the page now. */
const notLoaded = new WeakSet<Error>();
globalThis.addEventListener?.('vite:preloadError', event => notLoaded.add(event.payload));

/** Loads the window anew when the server answers: the browser does not ask again for a module that did not come. */
function reloadWhenThere(): void {
  fetch(url('-/healthy')).then(
    () => window.location.reload(),
    () => undefined,
  );
}

interface BoundaryProps {
  /** Where the reader is; at another place it is tried again. */
  readonly at: string;
  readonly children: ReactNode;
}
interface BoundaryState {
  readonly error?: Error | undefined;
}

/** Says what went wrong where a page cannot be drawn, instead of leaving nothing; the rest of the window stays. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {};

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: BoundaryProps) {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: undefined });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    if (notLoaded.has(error))
      return (
        <Failure
          title={t('state.broken')}
          error={new Error(t('state.unreachable'))}
          onRetry={reloadWhenThere}
        />
      );
    return (
      <Failure title={t('state.broken')} error={error} onRetry={() => this.setState({ error: undefined })} />
    );
  }
}
