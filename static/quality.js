// A point tells its value under the pointer, and under the arrow keys once the chart has focus.
for (const figure of document.querySelectorAll('[data-module="quality-chart"]')) {
  const said = document.createElement("p");
  said.className = "quality-said";
  said.setAttribute("role", "status");
  said.hidden = true;
  figure.append(said);
  for (const chart of figure.querySelectorAll("svg")) {
    const marks = [...chart.querySelectorAll(".quality-mark")];
    const words = marks.map((mark) => mark.querySelector("title").textContent);
    for (const mark of marks) mark.querySelector("title").remove();
    let at = marks.length;
    const say = (n) => {
      if (n < 0 || n >= marks.length) return;
      at = n;
      said.textContent = words[n];
      said.hidden = false;
      const box = figure.getBoundingClientRect();
      const point = marks[n].getBoundingClientRect();
      const room = box.width - said.offsetWidth;
      const left = point.left - box.left + point.width / 2 - said.offsetWidth / 2;
      const top = point.top - box.top - said.offsetHeight - 8;
      said.style.transform = `translate(${Math.max(0, Math.min(left, room))}px, ${Math.max(0, top)}px)`;
    };
    const hush = () => { said.hidden = true; };
    chart.setAttribute("tabindex", "0");
    chart.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === "Escape") hush();
      if (!step) return;
      event.preventDefault();
      say(Math.max(0, Math.min(at + step, marks.length - 1)));
    });
    chart.addEventListener("focus", () => say(marks.length - 1));
    chart.addEventListener("blur", hush);
    chart.addEventListener("pointerleave", hush);
    chart.addEventListener("pointermove", (event) => {
      let nearest = 0;
      let least = Infinity;
      marks.forEach((mark, n) => {
        const box = mark.getBoundingClientRect();
        const away = Math.abs(box.left + box.width / 2 - event.clientX);
        if (away < least) { least = away; nearest = n; }
      });
      say(nearest);
    });
  }
}
