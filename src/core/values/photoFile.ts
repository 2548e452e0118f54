/** What a file is by its first bytes. */
export type PhotoCheck =
  | { readonly ok: true; readonly filetype: string }
  /** `empty`: no bytes; `notAPhoto`: begins like no picture that is known here. */
  | { readonly ok: false; readonly problem: 'empty' | 'notAPhoto'; readonly filetype: string };

/** More than this is asked about before it is uploaded: the service's own limit is not documented (section 10.1 of service-facts). */
export const largePhotoBytes = 10 * 1024 * 1024;

/** More than this is not read. */
export const mostPhotoBytes = 100 * 1024 * 1024;

/** Endings of the pictures that {@link checkPhoto} knows, for a dialog. */
export const photoEndings = [
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
  'heic',
  'heif',
  'avif',
  'bmp',
  'tif',
  'tiff',
  'svg',
];

/**
 * Looks at a file's first bytes, since an ending says nothing; which types the service takes is not documented.
 * @param bytes its first 512 bytes, or all
 * @param filename its ending is the file type where the bytes do not tell one
 */
export function checkPhoto(bytes: Uint8Array, filename: string): PhotoCheck {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  if (bytes.length === 0) return { ok: false, problem: 'empty', filetype: ending };
  const filetype = typeOf(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(512, bytes.length)));
  if (filetype === undefined) return { ok: false, problem: 'notAPhoto', filetype: ending };
  // `jpeg`, `tif` and the like are the same: then the user's own word stays.
  const same = { jpg: ['jpg', 'jpeg'], tiff: ['tif', 'tiff'], heic: ['heic', 'heif'] }[filetype] ?? [
    filetype,
  ];
  return { ok: true, filetype: same.includes(ending) ? ending : filetype };
}

function typeOf(head: Buffer): string | undefined {
  const latin = head.toString('latin1');
  if (latin.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (latin.startsWith('\xff\xd8\xff')) return 'jpg';
  if (/^GIF8[79]a/.test(latin)) return 'gif';
  if (/^RIFF.{4}WEBP/s.test(latin)) return 'webp';
  if (/^BM.{12}/s.test(latin)) return 'bmp';
  if (latin.startsWith('II*\0') || latin.startsWith('MM\0*')) return 'tiff';
  const brand = /^.{4}ftyp(.{4})/s.exec(latin)?.[1];
  if (brand === 'avif' || brand === 'avis') return 'avif';
  if (brand !== undefined && /^(?:hei|hev|mif1|msf1)/.test(brand)) return 'heic';
  if (
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(
      latin.replace(/^\xef\xbb\xbf/, ''),
    )
  )
    return 'svg';
  return undefined;
}
