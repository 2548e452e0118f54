let made = 0;

/** A payload that the sandbox's Lead takes, with a primary key that no other has. */
export function leadPayload(): string {
  const key = `L-${process.pid}-${Date.now()}-${++made}`;
  return `{ "data": { "lead_id": "${key}", "lastname": "Example", "source": "WEB", "score": 1.0 } }`;
}
