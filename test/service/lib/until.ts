/** Gives way to everything else until it is so. */
export async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise(resolve => setImmediate(resolve));
}
