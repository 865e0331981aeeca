// Keys for rows and rooms, and lists that renew themselves. Every page works without this script.
const help = document.getElementById("help");
let current = -1;
let waitsForRoom = false;

const rows = () => [...document.querySelectorAll(".row")];
const isTyping = (target) => target.matches("input, textarea, select");

function show(index) {
  const all = rows();
  if (!all.length) return;
  current = Math.max(0, Math.min(index, all.length - 1));
  all.forEach((row, at) => row.classList.toggle("now", at === current));
  all[current].scrollIntoView({ block: "nearest" });
  (all[current].querySelector("a[href]") ?? all[current]).focus({ preventScroll: true });
}

function press(key) {
  const row = rows()[Math.max(current, 0)];
  const button = row?.querySelector(`button[data-key="${key}"]`);
  if (button) row.requestSubmit(button);
  return Boolean(button);
}

const keys = {
  j: () => show(current + 1),
  k: () => show(current - 1),
  "?": () => help.showModal(),
  "/": () => document.querySelector("input[type=search]")?.focus(),
  g: () => { waitsForRoom = true; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || help.open) return;
  if (waitsForRoom) {
    waitsForRoom = false;
    const room = document.querySelector(`nav a[data-key="${event.key}"]`);
    if (room) { event.preventDefault(); room.click(); }
    return;
  }
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); } else if (press(event.key)) event.preventDefault();
});

document.getElementById("keys")?.addEventListener("click", () => help.showModal());

// On a phone the rooms stand in one row that scrolls.
document.querySelector("nav a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const live = document.getElementById("live");
if (live) {
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const had = document.activeElement?.getAttribute?.("href");
    live.replaceChildren(...page.getElementById("live").childNodes);
    if (had) live.querySelector(`a[href="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
    rows().forEach((row, at) => row.classList.toggle("now", at === current));
  }, Number(live.dataset.every) * 1000);
}
