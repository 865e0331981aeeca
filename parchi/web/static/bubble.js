// A bubble: one message as its phone shows it. Text is never read as HTML.
const LONG = 2000;
const MARKS = [["*", "b"], ["_", "i"], ["~", "s"]];
const TICKS = {queued: ["🕓", "sending"], sent: ["✓", "sent"], delivered: ["✓✓", "delivered"], failed: ["!", "not delivered"]};

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// WhatsApp's own marks: *bold*, _italic_, ~struck~, within one line and at the edges of words.
export function marked(text) {
  for (const [mark, name] of MARKS) {
    const found = text.match(new RegExp(`(^|[\\s(])\\${mark}(\\S|\\S[^\\n]*?\\S)\\${mark}(?=$|[\\s.,:;!?)])`));
    if (!found) continue;
    const start = found.index + found[1].length;
    const rest = text.slice(found.index + found[0].length);
    return [...marked(text.slice(0, start)), element(name, {}, ...marked(found[2])), ...marked(rest)];
  }
  return text ? [text] : [];
}

function words(text) {
  const shown = element("div", {className: "text", dir: "auto"}, ...marked(text.slice(0, LONG)));
  if (text.length <= LONG) return [shown];
  shown.append("…");
  const more = element("button", {type: "button", className: "more", textContent: "Read more"});
  more.addEventListener("click", () => { shown.replaceChildren(...marked(text)); more.remove(); });
  return [shown, more];
}

function picture(address) {
  const own = new URL(address, location.href);
  if (own.origin !== location.origin) return element("a", {className: "file", href: own.href, rel: "noreferrer", target: "_blank", textContent: "📎 Attachment"});
  return element("img", {className: "picture", src: own.href, alt: "", width: 240, height: 130});
}

export class Bubble {
  // `again` sends a failed text once more, `press` a button; both get what they were made from.
  constructor(message, {again, press}) {
    this.message = message;
    this.meta = element("span", {className: "meta"});
    this.row = element("li", {className: message.mine ? "mine" : "theirs"}, element("span", {className: "sr", textContent: message.mine ? "You: " : "Parchi: "}));
    if (message.media) this.row.append(picture(message.media));
    this.row.append(...words(message.text), this.meta);
    if (!message.mine && message.buttons?.length) this.row.append(this.choices(message.buttons, press));
    this.again = again;
    this.tell(message);
  }
  choices(buttons, press) {
    const all = buttons.map(({title, payload}) => {
      const button = element("button", {type: "button", textContent: title});
      button.addEventListener("click", async () => {
        all.forEach((one) => { one.disabled = true; });
        if (!await press({text: title, button: payload})) all.forEach((one) => { one.disabled = false; });
      });
      return button;
    });
    return element("div", {className: "choices"}, ...all);
  }
  // What became of the message; nothing is touched while nothing has changed, or a screen reader would say it again.
  tell(message) {
    if (this.status === message.status) return;
    this.status = message.status;
    this.meta.replaceChildren(element("time", {textContent: message.time}));
    this.trouble?.remove();
    if (!message.mine) return;
    const [sign, name] = TICKS[message.status] || TICKS.queued;
    const ticks = element("span", {className: `ticks ${message.status}`, title: name, textContent: sign});
    ticks.setAttribute("role", "img");
    ticks.setAttribute("aria-label", name);
    this.meta.append(" ", ticks);
    if (message.status === "failed") this.row.append(this.trouble = this.failed(message));
  }
  failed(message) {
    const told = element("div", {className: "trouble"}, `Not delivered: ${message.reason}. `);
    if (message.media) return told;
    const button = element("button", {type: "button", textContent: "Send again"});
    button.addEventListener("click", () => this.again(message));
    told.append(button);
    return told;
  }
}
