// The simulator: two WhatsApp phones that speak Twilio's wire through the server.
import {Phone} from "./phone.js";
import {Places} from "./places.js";
import {ask} from "./wire.js";

const PAUSE = 700;
const phones = {customer: new Phone("customer"), kirana: new Phone("kirana")};
const places = new Places(document.getElementById("places"), (place) => phones.customer.send({place}));
let asked = 0; // the newest offer that has brought its shop to the front

function show(name) {
  for (const phone of Object.values(phones)) {
    const chosen = phone.name === name;
    phone.root.classList.toggle("shown", chosen);
    phone.tab.setAttribute("aria-selected", String(chosen));
    phone.tab.tabIndex = chosen ? 0 : -1;
    if (chosen) { phone.toEnd(); phone.look(); }
  }
}

function listenToTabs() {
  const names = Object.keys(phones);
  for (const [at, name] of names.entries()) {
    phones[name].tab.addEventListener("click", () => show(name));
    phones[name].tab.addEventListener("keydown", ({key}) => {
      if (key !== "ArrowLeft" && key !== "ArrowRight") return;
      const other = names[(at + 1) % names.length];
      show(other);
      phones[other].tab.focus();
    });
  }
}

function tell(text, state) {
  const told = document.getElementById("clock");
  if (told.textContent !== text) told.textContent = text;
  document.body.dataset.state = state;
  for (const status of document.querySelectorAll(".status")) status.textContent = {live: "online", starting: "starting …"}[state] || "waiting …";
}

async function refreshPeople() {
  const state = await ask("/simulator/people");
  phones.customer.offer(state.customers);
  phones.kirana.offer(state.kiranas);
  tell(state.is_answering ? `It is ${state.time} in India.` : "Parchi is loading: it answers in some seconds.", state.is_answering ? "live" : "starting");
  await bringForward(state.kiranas);
}

// A shop that has just been asked comes to the front while nobody is in the middle of another shop's chat.
async function bringForward(kiranas) {
  const waiting = kiranas.filter(({offers, since}) => offers && since > asked);
  const newest = waiting.sort((one, other) => other.since - one.since)[0];
  if (!newest || phones.kirana.isBusy) return;
  asked = newest.since;
  if (newest.number !== phones.kirana.number) await phones.kirana.turnTo(newest.number);
}

async function live() {
  for (;;) {
    try {
      await refreshPeople();
      await Promise.all(Object.values(phones).map((phone) => phone.refresh()));
    } catch (problem) { tell("The simulator cannot be reached; it is tried again.", "waiting"); }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

async function start() {
  const {suggestions, places: all} = await ask("/simulator/start");
  places.all = all;
  await refreshPeople();
  for (const phone of Object.values(phones)) {
    phone.suggest(suggestions[phone.name]);
    if (!phone.number) await phone.turnTo(phone.people[0].number);
  }
  for (const phone of Object.values(phones)) phone.toEnd();
}

show("customer"); // at once: who has turned to the other phone meanwhile stays there
listenToTabs();
document.querySelector(".pin").addEventListener("click", () => places.open());
await start();
live();
