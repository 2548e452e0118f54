// @ts-check

/**
 * Takes an option and its value out of arguments.
 * @param {string[]} args
 * @param {string} name
 * @returns {string | undefined}
 */
export function takeOption(args, name) {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}
