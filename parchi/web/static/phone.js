// A phone: whose it is, its chat, and the field to write in.
import {Bubble, element} from "./bubble.js";
import {ask} from "./wire.js";

const AT_END = 48;
const NEW = "new";
const narrow = matchMedia("(max-width: 760px)");
const pretty = (number) => number.replace(/^whatsapp:\+91(\d{5})(\d{5})$/, "+91 $1 $2").replace("whatsapp:", "");

export class Phone {
  constructor(name) {
    this.name = name;
    this.root = document.getElementById(name);
    this.tab = document.getElementById(`tab-${name}`);
    this.chat = this.root.querySelector(".chat");
    this.list = this.chat.querySelector("ol");
    this.owner = this.root.querySelector(".owner");
    this.form = this.root.querySelector("form");
    this.field = this.root.querySelector("textarea");
    this.down = this.root.querySelector(".down");
    this.people = [];
    this.seen = new Map(); // number → its newest message that somebody has looked at
    this.clear();
    this.listen();
  }
  listen() {
    this.owner.addEventListener("change", () => this.choose());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.sendText(); });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.sendText(); }
    });
    this.field.addEventListener("input", () => this.fit());
    this.root.querySelector(".photo").addEventListener("click", () => this.send({recorded: "photo"}));
    this.root.querySelector(".voice").addEventListener("click", () => this.send({recorded: "voice"}));
    this.chat.addEventListener("scroll", () => { this.sticks = this.isAtEnd(); this.miss(this.sticks ? 0 : this.missed); });
    this.down.addEventListener("click", () => { this.toEnd(); this.field.focus(); });
    new ResizeObserver(() => { if (this.sticks) this.toEnd(); }).observe(this.chat);
  }
  get number() { return this.shownNumber || ""; }
  get isHidden() { return narrow.matches && !this.root.classList.contains("shown"); }
  get isBusy() { return Boolean(this.field.value) || document.activeElement === this.owner; }

  // The people whose phone this may be; the list is left alone while nothing about it has changed.
  offer(people) {
    this.people = people;
    for (const {number, since} of people) if (!this.seen.has(number)) this.seen.set(number, this.isListed ? 0 : since);
    const rows = people.map((person) => [person.number, this.label(person)]);
    if (this.name === "customer") rows.push([NEW, "New customer …"]);
    const told = JSON.stringify(rows);
    this.isListed = true;
    if (told !== this.rows && document.activeElement !== this.owner) {
      this.rows = told;
      this.owner.replaceChildren(...rows.map(([number, label]) => new Option(label, number)));
      if (this.number) this.owner.value = this.number;
    }
    this.count();
  }
  label({number, name, area, since, offers, is_open: isOpen}) {
    const mark = offers ? "🔔 " : since > this.seen.get(number) && number !== this.number ? "● " : "";
    const state = offers ? `${offers} ${offers === 1 ? "offer waits" : "offers wait"}` : isOpen === false ? "shut now" : "";
    return mark + [name, area, state].filter(Boolean).join(" · ");
  }
  suggest(texts) {
    this.root.querySelector(".suggestions").replaceChildren(...texts.map((text) => {
      const button = element("button", {type: "button", textContent: text, title: text});
      button.addEventListener("click", () => { this.field.value = text; this.fit(); this.field.focus(); });
      return element("li", {}, button);
    }));
  }
  async choose() {
    if (this.owner.value !== NEW) return this.turnTo(this.owner.value);
    this.owner.value = this.number;
    const person = await ask("/simulator/customers", {});
    this.owner.blur();
    this.offer([...this.people, person]);
    await this.turnTo(person.number);
    this.field.focus();
  }
  async turnTo(number) {
    this.shownNumber = number;
    this.owner.value = number;
    this.root.querySelector(".number").textContent = pretty(number);
    this.clear();
    await this.refresh();
    this.rows = null; // the mark of who is looked at goes
  }
  clear() {
    this.last = 0;
    this.day = null;
    this.sticks = true;
    this.bubbles = new Map();
    this.list.replaceChildren();
    this.miss(0);
  }
  async sendText() {
    const text = this.field.value;
    if (!text.trim()) return;
    this.field.value = "";
    this.fit();
    await this.send({text});
  }
  // Whether Parchi has taken it; what it has not taken says why in the chat.
  async send(message) {
    const number = this.number;
    this.sticks = true;
    try {
      const {status} = await ask("/simulator/send", {from: number, ...message});
      await this.refresh();
      return status === 200 || status === 204;
    } catch (problem) {
      const time = new Date().toLocaleTimeString("en-GB", {hour: "2-digit", minute: "2-digit"});
      const lost = {mine: true, text: message.text || "", status: "failed", time, reason: "the simulator cannot be reached"};
      if (number === this.number) this.draw(lost, () => this.send(message));
      return false;
    }
  }
  async refresh() {
    const number = this.number;
    if (!number || this.asking === number) return;
    this.asking = number;
    try {
      const {messages, last} = await ask(`/simulator/messages?number=${encodeURIComponent(number)}&after=${this.last}`);
      if (number !== this.number) return;
      if (last < this.last) this.clear(); // the chats were begun anew
      this.chat.setAttribute("aria-busy", String(!this.last));
      for (const message of messages) this.take(message);
      this.last = last;
      this.chat.setAttribute("aria-busy", "false");
      if (!this.isHidden) this.look();
    } finally { this.asking = null; }
  }
  take(message) {
    const known = this.bubbles.get(message.id);
    if (known) return known.tell(message);
    if (message.day !== this.day) this.list.append(element("li", {className: "day", textContent: message.day}));
    this.day = message.day;
    this.bubbles.set(message.id, this.draw(message, ({text}) => this.send({text})));
  }
  draw(message, again) {
    const bubble = new Bubble(message, {again, press: (pressed) => this.send(pressed)});
    this.list.append(bubble.row);
    if (this.sticks) this.toEnd();
    else if (!message.mine) this.miss(this.missed + 1);
    return bubble;
  }
  isAtEnd() { return this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < AT_END; }
  toEnd() { this.chat.scrollTop = this.chat.scrollHeight; this.miss(0); }
  // How many messages came below the part that is being read.
  miss(count) {
    this.missed = count;
    this.down.hidden = this.sticks;
    this.down.querySelector("span").textContent = count || "";
    this.down.setAttribute("aria-label", count ? `To the end: ${count} new` : "To the end");
  }
  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
    this.form.classList.toggle("typing", Boolean(this.field.value.trim()));
  }
  // What is on the screen now has been seen.
  look() {
    const newest = this.people.find(({number}) => number === this.number)?.since || 0;
    this.seen.set(this.number, Math.max(newest, this.last));
    this.count();
  }
  // The badge of the tab: how many people's phones have something new.
  count() {
    const unread = this.people.filter(({number, since}) => since > this.seen.get(number)).length;
    const badge = this.tab.querySelector(".badge");
    badge.hidden = !unread;
    badge.textContent = unread || "";
    this.tab.setAttribute("aria-label", unread ? `${this.tab.dataset.title}, ${unread} with new messages` : this.tab.dataset.title);
  }
}
