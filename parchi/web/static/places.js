// The places from which a location pin can be sent: a dialog with a search.
import {element} from "./bubble.js";

const MOST = 60;

export class Places {
  constructor(dialog, send) {
    this.dialog = dialog;
    this.send = send;
    this.all = [];
    this.search = dialog.querySelector("input");
    this.list = dialog.querySelector("ul");
    this.search.addEventListener("input", () => this.show());
    dialog.addEventListener("keydown", (event) => this.move(event));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
  open() {
    this.search.value = "";
    this.show();
    this.dialog.showModal();
  }
  show() {
    const wanted = this.search.value.trim().toLowerCase();
    const found = this.all.filter(({name}) => name.toLowerCase().includes(wanted));
    const first = ({name}) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
    found.sort((one, other) => first(one) - first(other));
    this.list.replaceChildren(...found.slice(0, MOST).map((place) => {
      const button = element("button", {type: "button"}, element("span", {textContent: place.name}), element("small", {textContent: `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`}));
      button.addEventListener("click", () => { this.dialog.close(); this.send(place); });
      return element("li", {}, button);
    }));
    this.dialog.querySelector(".count").textContent = found.length ? `${found.length} areas` : "No area is called so.";
  }
  // Arrows walk through the list; Enter in the search takes the first.
  move(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target === this.search) { event.preventDefault(); buttons[0]?.click(); }
    if (event.key === "ArrowDown") { event.preventDefault(); buttons[Math.min(at + 1, buttons.length - 1)]?.focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (buttons[at - 1] || this.search).focus(); }
  }
}
