import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  /** What is shown in place of a screen that failed. */
  readonly failed: (error: Error, retry: () => void) => ReactNode;
}

/** Keeps the failure of one screen from taking the others with it. React has no way to say this without a class. */
export class ViewBoundary extends Component<Props, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, _info: ErrorInfo): void {
    // Told to the page as any error that nobody handled: a host or a test that listens learns of it.
    globalThis.dispatchEvent(new ErrorEvent('error', { error, message: error.message }));
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? this.props.failed(error, () => this.setState({ error: undefined })) : this.props.children;
  }
}
