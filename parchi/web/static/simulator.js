// The simulator: two WhatsApp phones that speak Twilio's wire through the server.
const $ = (selector, root = document) => root.querySelector(selector);
const phones = {};
let places = [];

async function ask(path, body) {
  const options = body ? {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)} : {};
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// WhatsApp's own marks: *bold*, _italic_, ~struck~.
function marked(text) {
  const escaped = text.replace(/[&<>]/g, (c) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;"}[c]));
  return escaped.replace(/(^|[\s(])\*([^*\n]+)\*/g, "$1<b>$2</b>").replace(/(^|[\s(])_([^_\n]+)_(?=\W|$)/g, "$1<i>$2</i>");
}

class Phone {
  constructor(name) {
    this.name = name;
    this.root = document.getElementById(name);
    this.tab = document.getElementById(`tab-${name}`);
    this.chat = $(".chat", this.root);
    this.owner = $(".owner", this.root);
    this.field = $("textarea", this.root);
    this.last = 0;
    this.shown = new Map();
    this.unread = 0;
    this.owner.addEventListener("change", () => this.turnTo(this.owner.value));
    $("form", this.root).addEventListener("submit", (event) => { event.preventDefault(); this.sendText(this.field.value); });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.sendText(this.field.value); }
    });
    this.field.addEventListener("input", () => { this.field.style.height = "auto"; this.field.style.height = `${this.field.scrollHeight}px`; });
    this.tab.addEventListener("click", () => show(name));
  }
  get number() { return this.owner.value; }
  offer(people, suggestions) {
    const kept = this.number;
    const rows = people.map((person) => new Option(person.name, person.number, false, person.number === kept));
    this.owner.replaceChildren(...rows);
    if (suggestions) $(".suggestions", this.root).replaceChildren(...suggestions.map((text) => {
      const button = Object.assign(document.createElement("button"), {type: "button", textContent: text});
      button.addEventListener("click", () => { this.field.value = text; this.field.dispatchEvent(new Event("input")); this.field.focus(); });
      return button;
    }));
  }
  turnTo(number) {
    if (![...this.owner.options].some((option) => option.value === number)) return;
    this.owner.value = number;
    this.last = 0;
    this.shown.clear();
    this.chat.replaceChildren();
    this.refresh();
  }
  async sendText(text) {
    if (!text.trim()) return;
    this.field.value = "";
    this.field.style.height = "auto";
    await this.send({text});
  }
  async send(message) {
    await ask("/simulator/send", {from: this.number, ...message});
    await this.refresh();
  }
  async refresh() {
    const number = this.number;
    if (!number || this.asking === number) return;
    this.asking = number;
    try {
      const {messages, last} = await ask(`/simulator/messages?number=${encodeURIComponent(number)}&after=${this.last}`);
      if (number !== this.number) return;
      this.last = last;
      messages.forEach((message) => this.draw(message));
    } finally { this.asking = null; }
  }
  draw(message) {
    const known = this.shown.get(message.id);
    const mine = message.from === this.number;
    const row = known || document.createElement("li");
    row.className = mine ? "mine" : "";
    row.innerHTML = `<div class="text">${marked(message.text)}</div><span class="meta">${message.time} ${mine ? ticks(message.status) : ""}</span>`;
    if (!mine && message.buttons?.length) row.append(this.choices(message));
    if (known) return;
    this.shown.set(message.id, row);
    this.chat.append(row);
    this.chat.scrollTop = this.chat.scrollHeight;
    if (!mine && !this.root.classList.contains("shown")) this.count(this.unread + 1);
  }
  choices(message) {
    const list = Object.assign(document.createElement("div"), {className: "choices"});
    list.append(...message.buttons.map(({title, payload}) => {
      const button = Object.assign(document.createElement("button"), {type: "button", textContent: title});
      button.addEventListener("click", () => this.send({text: title, button: payload}));
      return button;
    }));
    return list;
  }
  count(unread) {
    this.unread = unread;
    const badge = $(".badge", this.tab);
    badge.hidden = !unread;
    badge.textContent = unread;
  }
}

const ticks = (status) => ({
  sent: `<span class="ticks" title="sent" aria-label="sent">✓</span>`,
  delivered: `<span class="ticks delivered" title="delivered" aria-label="delivered">✓✓</span>`,
  failed: `<span class="ticks failed" title="not delivered" aria-label="not delivered">!</span>`,
}[status] || `<span class="ticks" title="${status}" aria-label="${status}">…</span>`);

function show(name) {
  for (const phone of Object.values(phones)) {
    const chosen = phone.name === name;
    phone.root.classList.toggle("shown", chosen);
    phone.tab.setAttribute("aria-selected", chosen);
    if (chosen) { phone.count(0); phone.chat.scrollTop = phone.chat.scrollHeight; }
  }
}

function listPlaces(filter) {
  const rows = places.filter(({name}) => name.toLowerCase().includes(filter.toLowerCase())).slice(0, 60).map((place) => {
    const row = document.createElement("li");
    const button = Object.assign(document.createElement("button"), {type: "button", textContent: place.name});
    button.addEventListener("click", () => { $("#places").close(); phones.customer.send({place}); });
    row.append(button);
    return row;
  });
  $("#places ul").replaceChildren(...rows);
}

async function refreshPeople(first) {
  const state = await ask("/simulator/people");
  $("#clock").textContent = `It is ${state.time} in India.`;
  phones.customer.offer(state.customers, first && state.suggestions.customer);
  phones.kirana.offer(state.kiranas, first && state.suggestions.kirana);
  places = state.places;
  // A shop that has just been asked comes to the front while nobody is in the middle of another shop's chat.
  const asked = state.kiranas.find((kirana) => kirana.is_asked);
  if (asked && !phones.kirana.field.value && !phones.kirana.busy && asked.number !== phones.kirana.number && asked.since > (phones.kirana.since || 0)) {
    phones.kirana.since = asked.since;
    phones.kirana.turnTo(asked.number);
  }
}

async function live() {
  for (;;) {
    try {
      await Promise.all([refreshPeople(false), ...Object.values(phones).map((phone) => phone.refresh())]);
      document.body.dataset.state = "live";
    } catch (problem) { document.body.dataset.state = "waiting"; }
    await new Promise((done) => setTimeout(done, 700));
  }
}

phones.customer = new Phone("customer");
phones.kirana = new Phone("kirana");
show("customer");
$(".pin").addEventListener("click", () => { listPlaces(""); $("#places").showModal(); });
$(".photo").addEventListener("click", () => phones.customer.send({photo: true}));
$("#places input").addEventListener("input", (event) => listPlaces(event.target.value));
await refreshPeople(true);
phones.customer.turnTo(phones.customer.number);
phones.kirana.turnTo(phones.kirana.number);
live();
