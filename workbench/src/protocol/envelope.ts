/** The envelope in which office.js and its host send each other messages: JSON texts through postMessage. */
import { z } from 'zod';

/** More than any request of office.js: 5 MB of body, and what it costs to be quoted twice. */
export const LARGEST_MESSAGE = 16_000_000;

export const MessageType = { request: 0, response: 1 } as const;
export const ActionKind = { invoke: 0, register: 1, unregister: 2 } as const;

const Request = z.object({
  _messageType: z.literal(MessageType.request),
  _actionName: z.string().max(200),
  _conversationId: z.string().max(200),
  _correlationId: z.number(),
  _actionType: z.number(),
  _data: z.unknown(),
});

export type HostRequest = z.infer<typeof Request>;

/** Why a message was not taken. */
export type EnvelopeFault = 'notText' | 'tooLarge' | 'notJson' | 'notARequest' | 'otherConversation';

export type Envelope =
  { readonly ok: true; readonly request: HostRequest } | { readonly ok: false; readonly fault: EnvelopeFault };

/** Checks a message from the frame; whatever is wrong with it, the answer is a fault and never a throw. */
export function readEnvelope(data: unknown, conversationId: string): Envelope {
  if (typeof data !== 'string') return { ok: false, fault: 'notText' };
  if (data.length > LARGEST_MESSAGE) return { ok: false, fault: 'tooLarge' };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { ok: false, fault: 'notJson' };
  }
  const request = Request.safeParse(value);
  if (!request.success) return { ok: false, fault: 'notARequest' };
  if (request.data._conversationId !== conversationId) return { ok: false, fault: 'otherConversation' };
  return { ok: true, request: request.data };
}

/** A reply to a request, or with `isEvent` an event on the registration that the request was. */
export function writeReply(request: HostRequest, origin: string, data: unknown, isEvent = false): string {
  return JSON.stringify({
    _messageType: MessageType.response,
    _actionName: request._actionName,
    _conversationId: request._conversationId,
    _correlationId: request._correlationId,
    _origin: origin,
    _data: data,
    _errorCode: 0,
    _responseType: isEvent ? 1 : 0,
    _serializerVersion: 1,
  });
}
