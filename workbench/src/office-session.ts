/**
 * One add-in's page and its host, from the first message to the last: what office.js asks is answered from the grid, and
 * what happens in the grid is told to it. It needs no browser; `host.ts` gives it a frame.
 */
import { type DocumentStore } from './document-store';
import { FunctionService } from './custom-functions/function-service';
import { type Blanks } from './custom-functions/call-arguments';
import { type FunctionsMetadata } from './custom-functions/metadata';
import { type GridModel } from './grid/grid-model';
import { SUPPORTED_SETS, appContext, type RequirementSets, type Theme } from './protocol/app-context';
import { HostEndpoint, OfficeCode, type RichAnswer, type RichRequestInfo } from './protocol/host-endpoint';
import { OFFICE_CLASSES } from './rich-api/classes';
import { EventSource, followChange } from './rich-api/events';
import { RichApiInterpreter } from './rich-api/interpreter';
import { type Args, type Json } from './rich-api/office-class';
import { parseRequest } from './rich-api/request';

export interface SessionOptions {
  readonly grid: GridModel;
  readonly document: DocumentStore;
  /** functions.json; without it the add-in has no custom functions. */
  readonly metadata?: FunctionsMetadata;
  readonly namespace?: string;
  readonly conversationId: string;
  readonly instanceId: string;
  readonly addinName: string;
  readonly hostOrigin: string;
  readonly language: string;
  /** Light unless said otherwise. */
  readonly theme?: Theme;
  readonly sets?: RequirementSets;
  readonly blanks?: Blanks;
  /** Sends a text to the page. */
  readonly send: (text: string) => void;
  /** The document as a file, for `getFileAsync`; left out, the host gives none. */
  readonly copyDocument?: () => Promise<Uint8Array>;
  /** Opens a file that the add-in has made, as a document of its own; left out, the host opens none. */
  readonly openNew?: (bytes: Uint8Array) => void;
  /** `Office.addin.showAsTaskpane()` and `hide()`. */
  readonly setPaneVisible?: (isVisible: boolean) => void;
  /** What the host could not do, as it happens: for the console of who develops an add-in. */
  readonly log?: (line: string) => void;
}

/** office.js waits 50 ms and then up to 500 ms between two batches of results: so long a silence is no end yet. */
const QUIET = 700;

const FLAGS = { write: 1, delayForCellEdit: 64, customFunctions: 2048 } as const;

const CUSTOM_FUNCTIONS = 'Microsoft.ExcelServices.CustomFunctions';
const RUNTIME = 'Microsoft.AppRuntime.AppRuntimeService';
const RUNTIME_START = 'Microsoft.AppRuntime.AppRuntimePersistenceService';
const ADDIN_SERVICE = 'Microsoft.InternalService.AddinInternalService';

/** The number of the event in office.js. */
const VISIBILITY_CHANGED = 65_539;

/** The batching features of the custom functions' runtime, all of which the host bears. */
const FUNCTION_FEATURES = [1, 2, 3, 4];

export class OfficeSession {
  /** The add-in is up, and so are its custom functions if it has any. */
  readonly ready: Promise<void>;
  private readonly endpoint: HostEndpoint;
  private readonly interpreter: RichApiInterpreter;
  private readonly events: EventSource;
  private readonly functions: FunctionService | undefined;
  private readonly stops: (() => void)[] = [];
  private readonly commands = new Map<string, (status: number) => void>();
  private readonly isUp = { actions: false, functions: false };
  private resolveReady: () => void = () => undefined;
  private startState = 'Inactive';
  private openRequests = 0;
  private lastActivity = 0;
  private lastCommand = 0;
  private isDisposed = false;

  constructor(private readonly options: SessionOptions) {
    const { grid, document, metadata, language } = options;
    this.ready = new Promise((resolve) => (this.resolveReady = resolve));
    this.endpoint = new HostEndpoint(options.conversationId, options.hostOrigin, options.send, {
      appContext: () => this.appContext(),
      richRequest: (request) => this.richRequest(request),
      loadSettings: () => Object.fromEntries(document.settings),
      saveSettings: (settings) => document.replaceSettings(settings),
      copyDocument: async () => options.copyDocument?.(),
      commandCompleted: (id, status) => this.commands.get(id)?.(status),
      registered: () => this.mark(),
      refused: (fault) => options.log?.(`a message was refused: ${fault}`),
      failed: (failure) => options.log?.(`the host failed: ${String(failure)}`),
    });
    this.events = new EventSource(grid, (entries) => this.fire('richApiMessage', { ArrayData: entries }));
    this.interpreter = new RichApiInterpreter(OFFICE_CLASSES, {
      grid,
      document,
      language,
      listen: (type, target) => this.events.listen(type, target),
      unlisten: (type, target) => this.events.unlisten(type, target),
      service: (name, method, args) => this.service(name, method, args),
      openNew: options.openNew,
    });
    if (metadata) {
      this.functions = new FunctionService(
        grid,
        (messages) => this.fire('richApiMessage', { ArrayData: messages }),
        metadata,
        options.namespace,
        options.blanks,
      );
      this.functions.register();
    }
    this.stops.push(
      grid.on('cellsChanged', (event) => {
        // The add-in's own changes its ranges have followed already.
        if (event.origin === 'user') this.interpreter.references.move((object) => followChange(object, event));
      }),
      grid.on('selectionChanged', () => this.fire('documentSelectionChanged', {})),
    );
  }

  /** Takes a message of the add-in's page. */
  async receive(data: unknown): Promise<void> {
    if (this.isDisposed) return;
    this.openRequests += 1;
    try {
      await this.endpoint.receive(data);
    } finally {
      this.openRequests -= 1;
    }
  }

  /**
   * Resolves when nothing is under way any more: no calculation, no call without an answer, no request of the page, and
   * a while of silence in which it could have reacted to an event. What a stream that ticks by itself delivers meanwhile
   * is no reason to wait on.
   */
  async settled(quiet = QUIET): Promise<void> {
    // What the page does by itself, by a timer, is not heard before it asks for something.
    const called = performance.now();
    for (;;) {
      await this.options.grid.whenCalculated();
      const silent = performance.now() - Math.max(called, this.lastActivity);
      const isBusy = this.openRequests > 0 || (this.functions?.pendingCount ?? 0) > 0;
      if (!isBusy && silent >= quiet) return;
      if (this.isDisposed) return;
      await new Promise((resolve) => setTimeout(resolve, isBusy ? 25 : quiet - silent));
    }
  }

  /** Runs a function of a ribbon button; resolves when the add-in calls `event.completed()`. */
  async executeFunction(functionName: string, buttonId: string): Promise<void> {
    await this.ready;
    this.lastCommand += 1;
    const id = `command-${this.lastCommand}`;
    const completed = new Promise<number>((resolve) => this.commands.set(id, resolve));
    this.fire('appCommandInvoked', [id, functionName, JSON.stringify({ source: { id: buttonId } })]);
    const status = await completed;
    this.commands.delete(id);
    if (status !== OfficeCode.success) throw new Error(`The function ${functionName} failed with the code ${status}.`);
  }

  dispose(): void {
    this.isDisposed = true;
    this.events.dispose();
    this.functions?.dispose();
    for (const stop of this.stops) stop();
    // Their page is gone, and nobody else would end them.
    for (const complete of this.commands.values()) complete(OfficeCode.internalError);
  }

  private mark(): void {
    this.lastActivity = performance.now();
  }

  private fire(event: string, data: unknown): void {
    this.mark();
    this.endpoint.fire(event, data);
  }

  private appContext(): unknown {
    const { document, instanceId, language, addinName, theme = 'light', sets = SUPPORTED_SETS } = this.options;
    return appContext({
      instanceId,
      language,
      addinName,
      theme,
      sets,
      documentUrl: document.name,
      settings: Object.fromEntries(document.settings),
    });
  }

  private async richRequest({ body, flags }: RichRequestInfo): Promise<RichAnswer> {
    const { grid } = this.options;
    const isOwn = (flags & FLAGS.customFunctions) !== 0;
    if (!isOwn) this.mark();
    if (grid.isEditing() && !isOwn) {
      if ((flags & FLAGS.delayForCellEdit) !== 0) await this.editingEnds();
      else if ((flags & FLAGS.write) !== 0) return { error: OfficeCode.invalidCallInContext };
    }
    const request = parseRequest(body);
    if (!request) return { error: OfficeCode.invalidParameter };
    const response = this.interpreter.process(request);
    if (!isOwn) this.mark();
    if (response.Error) this.options.log?.(`${response.Error.Code}: ${response.Error.Message}`);
    return { body: JSON.stringify(response) };
  }

  private editingEnds(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.options.grid.on('editing', ({ isEditing }) => {
        if (isEditing) return;
        stop();
        resolve();
      });
    });
  }

  private service(name: string, method: string, args: Args): Json {
    if (name === CUSTOM_FUNCTIONS) {
      if (method === '_SetOsfControlContainerReadyForCustomFunctions') this.up('functions');
      else if (method === '_GetEnabledFeatures') return FUNCTION_FEATURES;
      else if (method === 'SetInvocationArrayResults') this.functions?.takeResults(args.raw(0));
      return null;
    }
    if (name === RUNTIME && method === 'SetAppRuntimeState') {
      const isVisible = args.raw(0) === 'Visible';
      this.options.setPaneVisible?.(isVisible);
      this.tellVisibility(isVisible);
      return null;
    }
    if (name === RUNTIME_START) {
      if (method === 'SetAppRuntimeStartState') this.startState = args.text(0);
      return method === 'GetAppRuntimeStartState' ? this.startState : null;
    }
    if (name === ADDIN_SERVICE && method === 'NotifyActionHandlerReady') this.up('actions');
    else this.options.log?.(`not emulated: ${name}.${method}`);
    return null;
  }

  /** `Office.addin.onVisibilityModeChanged`. */
  private tellVisibility(isVisible: boolean): void {
    const message = JSON.stringify({ visibility: isVisible ? 'Visible' : 'Hidden' });
    this.fire('richApiMessage', { ArrayData: [[65_536, VISIBILITY_CHANGED, '', message, 0, false]] });
  }

  private up(part: 'actions' | 'functions'): void {
    this.isUp[part] = true;
    if (part === 'functions') this.functions?.ready();
    if (this.isUp.actions && (this.isUp.functions || !this.functions)) this.resolveReady();
  }
}
