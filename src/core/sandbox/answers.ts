import type { Json, JsonObject } from '../json';
import type { SandboxChoices } from './choices';

/** An answer before it is written: without `body` it is empty. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Something in a request that the sandbox does not take. */
export interface Problem {
  readonly message: string;
  /** Where, e.g. `data.score`; absent where it is about the request as a whole. */
  readonly path?: string;
  /** Short id of the attribute, where it is about one. */
  readonly attribute?: string;
}

const generalWarning: Problem = { message: 'Sandbox: this answer comes with a warning.' };

/** Data in the envelope of doc-738798 or, where `wrapped` is false, as it is. */
export function answer(
  choices: SandboxChoices,
  wrapped: boolean,
  data: Json,
  more: { readonly meta?: JsonObject; readonly warnings?: readonly Problem[]; readonly status?: number } = {},
): Reply {
  const status = more.status ?? 200;
  if (!wrapped) return { status, body: data };
  const warnings = choices.okErrors === 'warnings' ? [...(more.warnings ?? []), generalWarning] : [];
  return {
    status,
    body: {
      _data: data,
      ...optional(choices, '_meta', more.meta ?? {}, more.meta === undefined),
      ...optional(choices, '_errors', errorItems(choices, warnings), warnings.length === 0),
    },
  };
}

/**
 * A refusal in the chosen error shape (service-facts section 12).
 * `content`: the request was understood and its content is what is refused; such refusals may come with HTTP 200.
 */
export function refusal(
  choices: SandboxChoices,
  status: number,
  problems: readonly Problem[],
  more: { readonly content?: boolean; readonly headers?: Readonly<Record<string, string>> } = {},
): Reply {
  if (more.content === true && choices.okErrors === 'failure') {
    return { status: 200, body: { _errors: errorItems(choices, problems) } };
  }
  return {
    status,
    body: errorBody(choices, status, problems),
    ...(more.headers && { headers: more.headers }),
  };
}

/** Unreadable or unacceptable content. */
export function refusedContent(choices: SandboxChoices, problems: readonly Problem[]): Reply {
  return refusal(choices, Number(choices.refusedStatus), problems, { content: true });
}

function errorBody(choices: SandboxChoices, status: number, problems: readonly Problem[]): JsonObject {
  const text = problems.map(problem => problem.message).join(' ');
  switch (choices.errorShape) {
    case 'strings':
    case 'objects':
      return { _errors: errorItems(choices, problems) };
    case 'message':
      return { message: text };
    case 'errorText':
      return { error: text };
    case 'errorObject':
      return { error: { message: text, type: 'ApiException', code: status } };
    case 'errors':
      return { errors: problems.map(problem => errorObject(choices, problem)) };
  }
}

function errorItems(choices: SandboxChoices, problems: readonly Problem[]): Json[] {
  return problems.map(problem =>
    choices.errorShape === 'objects' || choices.errorShape === 'errors'
      ? errorObject(choices, problem)
      : problem.message,
  );
}

function errorObject(choices: SandboxChoices, problem: Problem): JsonObject {
  const named = choices.errorField === 'path' ? problem.path : (problem.attribute ?? problem.path);
  return { message: problem.message, ...(named !== undefined && { [choices.errorField]: named }) };
}

function optional(choices: SandboxChoices, key: string, value: Json, empty: boolean): JsonObject {
  if (!empty || choices.emptyKeys === 'present') return { [key]: value };
  return choices.emptyKeys === 'null' ? { [key]: null } : {};
}
