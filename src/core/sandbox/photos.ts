import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json';
import { answer, refusal, refusedContent, type Reply } from './answers';
import type { SandboxRequest } from './routes';
import type { StoredPhoto } from './store';
import { team } from './team';
import type { World } from './world';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Upload Photo (pages api-11531275, and api-11531276 with the client's id). What a second upload under one id comes to is not documented: by
 * default the first photo stays and is answered.
 * @param id the client's; undefined: made here
 */
export function uploadPhoto(world: World, id: string | undefined, request: SandboxRequest): Reply {
  const { choices, store } = world;
  if (id !== undefined && choices.photoWithId === 'unknown')
    return refusal(choices, 404, [{ message: 'Cannot POST /v1/ext/photo/{photoId}' }]);
  if (id !== undefined && !uuid.test(id))
    return refusedContent(choices, [{ message: 'The id must be a uuid.' }]);
  const parts = partsOf(request);
  if (parts === undefined)
    return refusal(choices, 415, [{ message: 'Content-Type must be multipart/form-data.' }]);
  const photo = parts.get('photo');
  if (photo === undefined || photo === '')
    return refusedContent(choices, [{ message: 'The field photo is missing or empty.', path: 'photo' }]);
  const existing = id === undefined ? undefined : store.photos.get(id);
  if (existing !== undefined && choices.photoRepeat === 'refused')
    return refusal(choices, 409, [{ message: 'There is a photo with this id.' }]);
  const stored: StoredPhoto = existing ?? {
    id: id ?? randomUUID(),
    filename: parts.get('filename') ?? null,
    filetype: parts.get('filetype') ?? null,
    size: photo.length,
    createdAt: store.now(),
  };
  store.photos.set(stored.id, stored);
  switch (choices.photoAnswer) {
    case 'photo':
      return answer(choices, true, photoJson(stored));
    case 'nested':
      return answer(choices, true, { photo: photoJson(stored) });
    case 'empty':
      return { status: 200, body: {} };
  }
}

/** The sample of page docs:api/photo/upload-photo. */
function photoJson({ id, createdAt, filename, filetype }: StoredPhoto): JsonObject {
  return {
    id,
    createdAt,
    updatedAt: createdAt,
    filetype,
    filename,
    height: null,
    width: null,
    isPublic: false,
    team: team.id,
    user: null,
  };
}

/** The fields of a form; undefined where it is none. Of a picture only its length matters: the body was read as a text. */
function partsOf({ contentType, body }: SandboxRequest): ReadonlyMap<string, string> | undefined {
  const boundary = /^multipart\/form-data\s*;.*?boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const parts = new Map<string, string>();
  for (const part of body.split(`--${boundary}`)) {
    const end = part.indexOf('\r\n\r\n');
    const name = end < 0 ? undefined : /;\s*name="([^"]*)"/i.exec(part.slice(0, end))?.[1];
    if (name !== undefined) parts.set(name, part.slice(end + 4).replace(/\r\n$/, ''));
  }
  return parts;
}
