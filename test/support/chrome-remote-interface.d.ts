/** As much of chrome-remote-interface as test/support/chromium-69.ts uses; the package brings no types. */
declare module 'chrome-remote-interface' {
  interface RemoteObject {
    readonly value?: unknown;
    readonly description?: string;
  }

  interface ExceptionDetails {
    readonly text: string;
    readonly exception?: RemoteObject;
  }

  interface Client {
    readonly Page: {
      enable(): Promise<void>;
      addScriptToEvaluateOnNewDocument(script: { readonly source: string }): Promise<unknown>;
      loadEventFired(): Promise<unknown>;
      navigate(to: { readonly url: string }): Promise<unknown>;
      captureScreenshot(how: { readonly format: 'png' }): Promise<{ readonly data: string }>;
    };
    readonly Runtime: {
      enable(): Promise<void>;
      evaluate(what: {
        readonly expression: string;
        readonly awaitPromise: boolean;
        readonly returnByValue: boolean;
      }): Promise<{ readonly result: RemoteObject; readonly exceptionDetails?: ExceptionDetails }>;
      exceptionThrown(listener: (told: { readonly exceptionDetails: ExceptionDetails }) => void): void;
      consoleAPICalled(
        listener: (told: { readonly type: string; readonly args: readonly RemoteObject[] }) => void,
      ): void;
    };
    readonly Log: {
      enable(): Promise<void>;
      entryAdded(listener: (told: { readonly entry: { readonly text: string; readonly url?: string } }) => void): void;
    };
    readonly Emulation: {
      setDeviceMetricsOverride(screen: {
        readonly width: number;
        readonly height: number;
        readonly deviceScaleFactor: number;
        readonly mobile: boolean;
      }): Promise<void>;
    };
    readonly Input: {
      dispatchKeyEvent(key: {
        readonly type: 'keyDown' | 'keyUp';
        readonly key: string;
        readonly code: string;
        readonly windowsVirtualKeyCode: number;
      }): Promise<void>;
    };
    close(): Promise<void>;
  }

  function connect(to: { readonly port: number }): Promise<Client>;
  export default connect;
}
