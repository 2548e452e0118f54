/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for an object that is neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an array of JSON values. */
export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for a number as JSON writes it, of any length. */
export function isJsonNumber(text: string): boolean {
  return jsonNumber.test(text);
}

/** The same without a fraction or an exponent. */
export function isWholeNumber(text: string): boolean {
  return wholeNumber.test(text);
}

const wholeNumber = /^-?(?:0|[1-9]\d*)$/;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The value when it is a text that holds something, else undefined. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
