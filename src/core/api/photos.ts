import { randomBytes } from 'node:crypto';
import { isArray, isObject, type Json } from '../json';
import { interpret } from './answers';
import { isId, looksLikeId } from './ids';
import { segment } from './path';
import type { ApiFailure, ApiResult } from './result';
import type { Sender } from './sender';

/** A file to upload. */
export interface PhotoFile {
  readonly bytes: Uint8Array;
  /** Its name, as the user knows it. */
  readonly filename: string;
  /** E.g. `png`, as the sample of page docs:api/photo/upload-photo has it. */
  readonly filetype: string;
}

/** A photo that is there. */
export interface UploadedPhoto {
  /** What the attribute takes (page api-11530135). */
  readonly id: string;
}

const path = '/v1/ext/photo';

/**
 * Upload Photo With Id (page api-11531276). The id is made here, so that an upload whose outcome is unknown can be repeated without making a
 * second photo: it is repeated as a read is. That a repeat which is refused as being there already has arrived before is an assumption: nobody
 * else can know the id. Where the service knows no such path (404, 405, 501), Upload Photo without an id (page api-11531275) takes its place, sent once.
 * @param id a uuid that was never used for another file
 * @param mayBeThere an earlier upload of this file with this id had an unknown outcome
 */
export async function uploadPhoto(
  sender: Sender,
  id: string,
  file: PhotoFile,
  mayBeThere: boolean,
  signal?: AbortSignal,
): Promise<ApiResult<UploadedPhoto>> {
  const { body, contentType } = multipart(file);
  const send = async (target: string, creates: boolean) =>
    sender.send({ method: 'POST', path: target, body, contentType, creates }, signal);
  const sent = await send(`${path}/${segment(id)}`, false);
  if (sent.ok)
    return interpret(sent.reception, sender, ({ data }) => {
      if (data === false) return undefined;
      const given = idIn(data);
      return { value: { id: given ?? id }, proven: given !== undefined };
    });
  const { failure } = sent;
  if (failure.kind !== 'status') return sent;
  if ((mayBeThere || failure.attempts > 1) && saysItIsThere(failure)) {
    const answer = { status: failure.status, text: failure.text, durationMs: 0, warnings: [] };
    return { ok: true, value: { id }, answer };
  }
  if (![404, 405, 501].includes(failure.status)) return sent;
  const plain = await send(path, true);
  if (!plain.ok) return plain;
  // Without an id in its answer, the photo is there and nobody knows under which name.
  return interpret(plain.reception, sender, ({ data }) => {
    const given = idIn(data);
    return given === undefined ? undefined : { value: { id: given }, proven: true };
  });
}

/** 409, or words for it with another status of refusal. */
function saysItIsThere({ status, messages }: ApiFailure & { readonly kind: 'status' }): boolean {
  if (status === 409) return true;
  if (status !== 400 && status !== 422) return false;
  const saysSo = /\b(?:already|exists?|duplicated?|taken|unique)\b/i;
  // "The attribute does not exist" says nothing of the photo.
  const denies = /\b(?:not|no|never|cannot)\b|n['’]t\b/i;
  return messages.some(({ text }) => saysSo.test(text) && !denies.test(text));
}

/**
 * False where an upload of unknown outcome went to a service that gives photos ids of its own (page api-11531275): sent again it may be there
 * twice.
 */
export function isRepeatSafe({ request }: ApiFailure): boolean {
  return request !== `POST ${path}`;
}

/**
 * `_data.id` (page docs:api/photo/upload-photo); under `photo`, in a list of its own, or the id alone, is assumed. A text that is no id
 * ("Uploaded") must not stand in a payload for one.
 */
function idIn(data: Json | undefined): string | undefined {
  if (typeof data === 'string') return looksLikeId(data) ? data : undefined;
  const one = isArray(data) && data.length === 1 ? data[0] : data;
  if (!isObject(one)) return undefined;
  const found = [one['id'], one['photoId'], isObject(one['photo']) ? one['photo']['id'] : undefined].find(
    isId,
  );
  return found === undefined ? undefined : String(found);
}

/** The form of page docs:api/photo/upload-photo: `photo`, `filename`, `filetype`. */
export function multipart({ bytes, filename, filetype }: PhotoFile): {
  readonly body: Uint8Array;
  readonly contentType: string;
} {
  // Never within the file: 144 bits that nobody could foresee.
  const boundary = `chakra-${randomBytes(18).toString('hex')}`;
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const oneLine = filename.replace(/[\r\n]+/g, ' ');
  const quoted = oneLine.replace(/"/g, '%22');
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="${quoted}"\r\n` +
    `Content-Type: ${mediaType(filetype)}\r\n\r\n`;
  const tail = `\r\n${field('filename', oneLine)}${field('filetype', filetype)}--${boundary}--\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}

function mediaType(filetype: string): string {
  const words: Readonly<Record<string, string>> = { jpg: 'jpeg', svg: 'svg+xml', tif: 'tiff' };
  return /^[a-z0-9]+$/.test(filetype) ? `image/${words[filetype] ?? filetype}` : 'application/octet-stream';
}
