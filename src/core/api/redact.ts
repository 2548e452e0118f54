/** What stands where a secret stood. */
export const redacted = '[redacted]';

/** Shorter texts are no secrets (a token has more than 200 characters, page docs:api/api-keys) and stand in too many words. */
const shortest = 6;

/** Takes known secrets out of texts: by value, since a token has no shape to know it by (section 1.1 of service-facts). */
export class Redactor {
  /** Longest first: one form may hold another. */
  #forms: readonly string[] = [];

  /** From now on this secret is taken out, also when percent-encoded, JSON-escaped or base64-encoded. */
  add(secret: string): void {
    if (secret.length < shortest) return;
    this.#forms = [...new Set([...this.#forms, ...forms(secret)])].sort((a, b) => b.length - a.length);
  }

  /** The text with every secret replaced; the very same text when it holds none. */
  redact(text: string): string {
    let clean = text;
    for (const form of this.#forms) {
      if (clean.includes(form)) clean = clean.replaceAll(form, redacted);
    }
    return clean;
  }
}

function forms(secret: string): string[] {
  const percent = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd'));
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    percent,
    percent.replace(/%[\dA-F]{2}/g, escape => escape.toLowerCase()),
    percent.replace(/%20/g, '+'),
    json,
    json.replaceAll('/', '\\/'),
    ...base64Forms(secret),
  ];
}

/** The part that a base64 text holds for certain wherever the secret begins in what was encoded. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].flatMap(offset => {
    const all = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // Six bits a character: the first and the last ones also hold bits of the neighbours.
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    const sure = all.slice(first, last);
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
