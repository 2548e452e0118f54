/** Making one takes the system a millisecond, and the rows of a run that goes on ask for times many times a second. */
const formats = {
  // Not "2-digit": where the day has twelve hours nobody writes 03:55 PM, and `timeStyle` below does not either.
  minute: lazy({ hour: 'numeric', minute: '2-digit' }),
  second: lazy({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  day: lazy({ dateStyle: 'medium', timeStyle: 'short' }),
};

/** A point in time as people read it: only the time of day where it was today. Input in epoch ms. */
export function timeText(time: number): string {
  const today = new Date(time).toDateString() === new Date().toDateString();
  return (today ? formats.minute : formats.day)().format(time);
}

/** The time of day to the second, of epoch ms. */
export function secondText(time: number): string {
  return formats.second().format(time);
}

function lazy(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let format: Intl.DateTimeFormat | undefined;
  return () => (format ??= new Intl.DateTimeFormat(undefined, options));
}
