/**
 * The host's end of the line to one frame: answers what office.js asks and sends it events. It knows the protocol and
 * leaves what is asked to `handlers`.
 */
import { z } from 'zod';
import { DocumentCopies, isSliceSize } from './document-copies';
import { ActionKind, readEnvelope, writeReply, type EnvelopeFault, type HostRequest } from './envelope';

/** Error codes of the older, shared Office API. */
export const OfficeCode = {
  success: 0,
  fileTypeNotSupported: 1009,
  operationNotSupported: 5000,
  internalError: 5001,
  invalidCallInContext: 5004,
  invalidParameter: 5010,
  requestTooLarge: 5103,
  responseTooLarge: 5104,
  sliceOutOfRange: 5008,
  tooManyRequests: 5100,
  sliceSizeNotSupported: 11002,
  noSignOn: 13012,
  noDialog: 12011,
} as const;

const DispatchId = {
  loadSettings: 75,
  saveSettings: 76,
  copyDocument: 77,
  readCopy: 80,
  releaseCopy: 81,
  executeRichApi: 93,
  appCommandCompleted: 94,
  closeContainer: 97,
  getAccessToken: 98,
  getAuthContext: 99,
  messageParent: 144,
  sendMessage: 145,
} as const;

/** Excel on the web takes and gives 5 MB at a time, in UTF-8. */
export const LARGEST_BODY = 5_000_000;

function isTooLarge(body: string): boolean {
  if (body.length > LARGEST_BODY) return true;
  return body.length * 3 > LARGEST_BODY && new TextEncoder().encode(body).length > LARGEST_BODY;
}

export interface RichRequestInfo {
  readonly body: string;
  readonly flags: number;
}

/** An answer to a ProcessQuery, or the code with which it is refused. */
export type RichAnswer = { readonly body: string } | { readonly error: number };

export interface EndpointHandlers {
  appContext(): unknown;
  richRequest(request: RichRequestInfo): Promise<RichAnswer>;
  loadSettings(): Readonly<Record<string, unknown>>;
  saveSettings(settings: ReadonlyMap<string, unknown>): void;
  /** The document as a file; `undefined` where the host gives none. */
  copyDocument(): Promise<Uint8Array | undefined>;
  commandCompleted(id: string, status: number): void;
  /** Office.js has registered for this event, or no longer wants it. */
  registered(event: string, isRegistered: boolean): void;
  /** A message that was not taken, for the log. */
  refused(fault: EnvelopeFault): void;
  /** A handler threw: a bug of ours, of which the frame only learns that there is one. */
  failed(failure: unknown): void;
}

const Call = z.object({ DdaMethod: z.object({ DispatchId: z.number() }), ArrayData: z.array(z.unknown()).nullish() });
/** A ribbon command is done: its id, and 0 or an error code. */
const CommandCompleted = z.object({ '0': z.string(), '1': z.number() });

/** Office numbers what it asks for: the file's type and the size of its slices; the copy, and which slice of it. */
const CopyCall = z.object({ '0': z.number(), '1': z.number() });
const CopiedCall = z.object({ '2': z.number(), '3': z.number().optional() });
/** The only type of file that Excel gives: the workbook itself. */
const COMPRESSED = 1;

const Settings = z.array(z.union([z.array(z.unknown()), z.object({ Name: z.string(), Value: z.unknown() })]));
const SettingsCall = z.object({ DdaSettingsMethod: z.object({ Properties: Settings.nullish() }) });

export class HostEndpoint {
  private readonly registrations = new Map<string, HostRequest>();
  private readonly copies = new DocumentCopies();

  constructor(
    private readonly conversationId: string,
    private readonly origin: string,
    private readonly send: (text: string) => void,
    private readonly handlers: EndpointHandlers,
  ) {}

  /** Takes a message of the frame; whose frame it is the caller has checked. */
  async receive(data: unknown): Promise<void> {
    const envelope = readEnvelope(data, this.conversationId);
    if (!envelope.ok) {
      this.handlers.refused(envelope.fault);
      return;
    }
    const { request } = envelope;
    if (request._actionType === ActionKind.register) {
      this.registrations.set(request._actionName, request);
      this.reply(request, { Error: OfficeCode.success });
      this.handlers.registered(request._actionName, true);
    } else if (request._actionType === ActionKind.unregister) {
      this.registrations.delete(request._actionName);
      this.reply(request, { Error: OfficeCode.success });
      this.handlers.registered(request._actionName, false);
    } else if (request._actionName === 'ContextActivationManager_getAppContextAsync') {
      this.reply(request, this.handlers.appContext());
    } else if (request._actionName === 'executeMethod') {
      this.reply(request, {
        Version: 1,
        ...(await this.execute(request._data).catch((failure: unknown) => this.failed(failure))),
      });
    } else {
      // notifyHost and its like expect to be heard and nothing else.
      this.reply(request, null);
    }
  }

  /** Sends an event; one that office.js has not registered for goes nowhere. */
  fire(event: string, data: unknown): boolean {
    const registration = this.registrations.get(event);
    if (!registration) return false;
    this.send(writeReply(registration, this.origin, data, true));
    return true;
  }

  private reply(request: HostRequest, data: unknown): void {
    this.send(writeReply(request, this.origin, data));
  }

  private failed(failure: unknown): Readonly<Record<string, unknown>> {
    this.handlers.failed(failure);
    return { Error: OfficeCode.internalError };
  }

  /** Lends a copy of the document: its number and its size. */
  private async copyDocument(data: unknown): Promise<Readonly<Record<string, unknown>>> {
    const asked = CopyCall.safeParse(data);
    if (!asked.success) return { Error: OfficeCode.invalidParameter };
    if (asked.data['0'] !== COMPRESSED) return { Error: OfficeCode.fileTypeNotSupported };
    if (!isSliceSize(asked.data['1'])) return { Error: OfficeCode.sliceSizeNotSupported };
    if (this.copies.isFull) return { Error: OfficeCode.tooManyRequests };
    const bytes = await this.handlers.copyDocument();
    if (!bytes) return { Error: OfficeCode.operationNotSupported };
    return { Error: OfficeCode.success, '0': this.copies.keep(bytes, asked.data['1']), '1': bytes.length };
  }

  private async execute(data: unknown): Promise<Readonly<Record<string, unknown>>> {
    const call = Call.safeParse(data);
    if (!call.success) return { Error: OfficeCode.invalidParameter };
    const { ArrayData: args } = call.data;
    switch (call.data.DdaMethod.DispatchId) {
      case DispatchId.executeRichApi: {
        const [, , , , body, , flags] = args ?? [];
        if (typeof body !== 'string') return { Error: OfficeCode.invalidParameter };
        if (isTooLarge(body)) return { Error: OfficeCode.requestTooLarge };
        const answer = await this.handlers.richRequest({ body, flags: typeof flags === 'number' ? flags : 0 });
        if ('error' in answer) return { Error: answer.error };
        if (isTooLarge(answer.body)) return { Error: OfficeCode.responseTooLarge };
        return { Error: OfficeCode.success, Data: [200, ['Content-Type', 'application/json'], answer.body] };
      }
      case DispatchId.loadSettings: {
        const settings = Object.entries(this.handlers.loadSettings());
        const Settings = settings.map(([Name, value]) => ({ Name, Value: JSON.stringify(value) }));
        return { Error: OfficeCode.success, Properties: { Settings } };
      }
      case DispatchId.saveSettings: {
        const parsed = SettingsCall.safeParse(data);
        if (!parsed.success) return { Error: OfficeCode.invalidParameter };
        const settings = readSettings(parsed.data.DdaSettingsMethod.Properties ?? []);
        if (!settings) return { Error: OfficeCode.invalidParameter };
        this.handlers.saveSettings(settings);
        return { Error: OfficeCode.success };
      }
      case DispatchId.copyDocument:
        return this.copyDocument(data);
      case DispatchId.readCopy: {
        const asked = CopiedCall.safeParse(data);
        const slice = asked.success ? this.copies.slice(asked.data['2'], asked.data['3'] ?? -1) : undefined;
        if (!slice) return { Error: OfficeCode.sliceOutOfRange };
        return { Error: OfficeCode.success, '0': slice, '1': slice.length };
      }
      case DispatchId.releaseCopy: {
        const asked = CopiedCall.safeParse(data);
        const isReleased = asked.success && this.copies.release(asked.data['2']);
        return { Error: isReleased ? OfficeCode.success : OfficeCode.invalidParameter };
      }
      case DispatchId.appCommandCompleted: {
        const done = CommandCompleted.safeParse(data);
        if (!done.success) return { Error: OfficeCode.invalidParameter };
        this.handlers.commandCompleted(done.data['0'], done.data['1']);
        return { Error: OfficeCode.success };
      }
      case DispatchId.closeContainer:
        return { Error: OfficeCode.success };
      case DispatchId.getAccessToken:
      case DispatchId.getAuthContext:
        return { Error: OfficeCode.noSignOn };
      case DispatchId.messageParent:
      case DispatchId.sendMessage:
        return { Error: OfficeCode.noDialog };
      default:
        return { Error: OfficeCode.operationNotSupported };
    }
  }
}

/** Settings come as JSON texts by name; `undefined` if one is none. */
function readSettings(entries: z.infer<typeof Settings>): Map<string, unknown> | undefined {
  const settings = new Map<string, unknown>();
  for (const entry of entries) {
    const [name, text] = Array.isArray(entry) ? entry : [entry.Name, entry.Value];
    if (typeof name !== 'string' || typeof text !== 'string') continue;
    try {
      settings.set(name, JSON.parse(text));
    } catch {
      return undefined;
    }
  }
  return settings;
}
