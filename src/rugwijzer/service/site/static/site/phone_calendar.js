// A reminder for one's own calendar, made here: a neutral name, and nothing about health.
// Times float: nine o'clock is nine o'clock wherever the phone is, also when the clock changes.

const WEEKS = 4;
const MINUTES = 10;

/** The file of a calendar. `on` is year-month-day, `time` is hours:minutes. */
export function calendar({ title, on, time, daily, made = new Date(), id = crypto.randomUUID() }) {
  const start = `${on.replaceAll("-", "")}T${time.replace(":", "")}00`;
  const stamp = made.toISOString().replace(/[-:]|\.\d+/g, "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//reminder//1//",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${id}`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${start}`,
    `DURATION:PT${MINUTES}M`,
    ...(daily ? [`RRULE:FREQ=DAILY;COUNT=${WEEKS * 7}`] : []),
    `SUMMARY:${title.replace(/([\\;,])/g, "\\$1")}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${title.replace(/([\\;,])/g, "\\$1")}`,
    "TRIGGER:PT0M",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

/** Hand a text over as a file. */
export function download(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
